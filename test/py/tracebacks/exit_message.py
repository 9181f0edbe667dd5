import sys

sys.exit('leaving with a message')
