-- Objects that live for one round.
local function point(x, y) return {x = x, y = y} end
local function add(a, b) return point(a.x + b.x, a.y + b.y) end
local sum = point(0, 0.0)
for i = 1, 4000000 do sum = add(sum, point(i, 0.5)) end
return sum.x + sum.y
