-- wrk: each request comes from another visitor, as a proxy in front of Balai tells it.
local threads = 0

function setup(thread)
    thread:set("high", threads)
    threads = threads + 1
end

local n = 0

function request()
    n = n + 1
    local visitor = n % 60000
    local address = string.format("10.%d.%d.%d", high, math.floor(visitor / 250), visitor % 250 + 1)
    return wrk.format("GET", nil, { ["X-Forwarded-For"] = address })
end
