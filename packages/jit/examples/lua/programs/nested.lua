-- Loops in loops, with branches.
local s = 0
for i = 1, 1500 do
  for j = 1, 1500 do
    if (i ~ j) % 3 == 0 then s = s + 1 else s = s + 2 end
  end
end
return s
