-- Floats in local variables.
local inside = 0
for py = 0, 399 do
  for px = 0, 399 do
    local x0 = px / 160.0 - 2.0
    local y0 = py / 200.0 - 1.0
    local x = 0.0
    local y = 0.0
    local n = 0
    while n < 100 and x * x + y * y <= 4.0 do
      local t = x * x - y * y + x0
      y = 2.0 * x * y + y0
      x = t
      n = n + 1
    end
    if n == 100 then inside = inside + 1 end
  end
end
return inside
