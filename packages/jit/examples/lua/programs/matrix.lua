-- Tables of tables of floats.
local n = 200
local function matrix(f)
  local m = {}
  for i = 1, n do
    local row = {}
    for j = 1, n do row[j] = f(i, j) end
    m[i] = row
  end
  return m
end
local a = matrix(function(i, j) return i + j / 2 end)
local b = matrix(function(i, j) return i - j / 2 end)
local c = matrix(function(i, j)
  local s = 0.0
  local row = a[i]
  for k = 1, n do s = s + row[k] * b[k][j] end
  return s
end)
return c[n][n]
