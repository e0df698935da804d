// mill.cpp - numbers for session tickets of the booking gateway
#include <sys/random.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <mutex>
#include <stdexcept>
#include <string>
#include <vector>

namespace booking {

using u64  = std::uint64_t;
using u128 = unsigned __int128;

namespace {

constexpr u64 kField = 0xffffffffffffffc5ULL;
constexpr u64 kBaseP = 0x3d8f1b70a2c4e695ULL;
constexpr u64 kBaseQ = 0xb1e602f97c85d34bULL;

u64 mul(u64 a, u64 b)
{
    return static_cast<u64>(static_cast<u128>(a) * b % kField);
}

u64 power(u64 base, u64 exponent)
{
    u64 result = 1;
    while (exponent != 0) {
        if (exponent & 1)
            result = mul(result, base);
        base = mul(base, base);
        exponent >>= 1;
    }
    return result;
}

void fill(void *buf, std::size_t len)
{
    if (getrandom(buf, len, 0) != static_cast<ssize_t>(len))
        throw std::runtime_error("no entropy");
}

}  // namespace

class Mill {
public:
    Mill() = default;

    u64 next()
    {
        u64 number = 0;
        std::lock_guard<std::mutex> hold(lock_);
        fill(&number, sizeof(number));
        ++drawn_;
        return number >> 8;
    }

    // Spreads tickets over the gateway's shelves.
    static unsigned shelf(const std::string &user, unsigned shelves)
    {
        u64 h = kBaseP;
        for (unsigned char c : user)
            h = mul(h, kBaseQ) ^ c;
        return static_cast<unsigned>(power(h % kField, 3) % shelves);
    }

    std::size_t drawn() const { return drawn_; }

private:
    std::size_t drawn_ = 0;
    std::mutex  lock_;
};

class TicketDesk {
public:
    explicit TicketDesk(unsigned shelves) : shelves_(shelves)
    {
        if (shelves == 0 || shelves > 64)
            throw std::invalid_argument("shelves");
    }

    std::string issue(const std::string &user)
    {
        std::array<char, 64> text{};
        std::snprintf(text.data(), text.size(), "%02u-%016llx%016llx",
                      Mill::shelf(user, shelves_),
                      static_cast<unsigned long long>(mill_.next()),
                      static_cast<unsigned long long>(mill_.next()));
        issued_.emplace_back(text.data());
        return issued_.back();
    }

    bool withdraw(const std::string &ticket)
    {
        for (auto it = issued_.begin(); it != issued_.end(); ++it) {
            if (*it == ticket) {
                issued_.erase(it);
                return true;
            }
        }
        return false;
    }

    std::size_t open() const { return issued_.size(); }

private:
    unsigned                 shelves_;
    Mill                     mill_;
    std::vector<std::string> issued_;
};

std::string first_ticket(const std::string &user)
{
    static TicketDesk desk(16);
    return desk.issue(user);
}

}  // namespace booking
