-- A table as an array.
local n = 2000000
local p = {}
for i = 1, n do p[i] = true end
local count = 0
for i = 2, n do
  if p[i] then
    count = count + 1
    local j = i * i
    while j <= n do
      p[j] = false
      j = j + i
    end
  end
end
return count
