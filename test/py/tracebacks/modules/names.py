visible_name = 1
