-- A function made in each round.
local function adder(n) return function(x) return x + n end end
local s = 0
for i = 1, 4000000 do
  local f = adder(i)
  s = f(s) % 1000003
end
return s
