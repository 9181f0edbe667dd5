-- Loops in loops, with branches.
local s = 0
for i = 1, 4000 do
  for j = 1, 4000 do
    if (i ~ j) % 3 == 0 then s = s + 1 else s = s + 2 end
  end
end
return s
