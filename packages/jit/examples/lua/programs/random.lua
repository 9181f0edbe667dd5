-- Products of 61 bits of which 31 are wanted.
local x = 1
for i = 1, 10000000 do x = (x * 1103515245 + 12345) & 2147483647 end
return x
