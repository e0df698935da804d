// Receives lines of the hand scanner and keeps the count of each article.

#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <map>
#include <string>

namespace scanner {

struct Message {
    char kind[8];
    char code[24];
    unsigned count;
};

enum class Outcome { Counted, Unknown, Malformed };

// Messages look like  "SCAN 4006381333931 x2"  or  "UNDO 4006381333931 x1".
bool ParseMessage(const std::string &line, Message &msg) {
    std::memset(&msg, 0, sizeof msg);
    const int n = std::sscanf(line.c_str(), "%7s %23s x%u", msg.kind, msg.code, &msg.count);
    if (n == 2)
        msg.count = 1;
    return n >= 2 && msg.count >= 1 && msg.count <= 1000;
}

// Check digit of EAN-8 and EAN-13.
bool CheckDigit(const char *code) {
    const std::size_t len = std::strlen(code);
    if (len != 8 && len != 13)
        return false;
    int sum = 0;
    for (std::size_t i = 0; i < len; i++) {
        if (!std::isdigit(static_cast<unsigned char>(code[i])))
            return false;
        const int digit = code[i] - '0';
        sum += (len - i) % 2 == 0 ? 3 * digit : digit;
    }
    return sum % 10 == 0;
}

class Store {
public:
    bool Load(const std::string &path) {
        std::ifstream in(path);
        std::string code, name;
        while (in >> code && std::getline(in, name))
            names_[code] = name;
        return !names_.empty();
    }

    Outcome Apply(const Message &msg) {
        if (!CheckDigit(msg.code))
            return Outcome::Malformed;
        if (names_.count(msg.code) == 0)
            return Outcome::Unknown;
        long &count = counts_[msg.code];
        if (std::strcmp(msg.kind, "SCAN") == 0)
            count += msg.count;
        else if (std::strcmp(msg.kind, "UNDO") == 0)
            count -= msg.count;
        else
            return Outcome::Malformed;
        return Outcome::Counted;
    }

    void Print(std::ostream &out) const {
        for (const auto &entry : counts_)
            out << entry.first << '\t' << entry.second << names_.at(entry.first) << '\n';
    }

private:
    std::map<std::string, std::string> names_;
    std::map<std::string, long> counts_;
};

}  // namespace scanner

int main(int argc, char **argv) {
    if (argc != 2) {
        std::cerr << "usage: " << argv[0] << " articles\n";
        return 2;
    }
    scanner::Store store;
    if (!store.Load(argv[1])) {
        std::cerr << "no articles in " << argv[1] << '\n';
        return 1;
    }
    std::string line;
    unsigned long refused = 0;
    while (std::getline(std::cin, line)) {
        scanner::Message msg;
        if (!scanner::ParseMessage(line, msg)) {
            refused++;
            continue;
        }
        switch (store.Apply(msg)) {
        case scanner::Outcome::Counted:
            break;
        case scanner::Outcome::Unknown:
            std::cerr << "article " << msg.code << " is not known\n";
            break;
        case scanner::Outcome::Malformed:
            refused++;
            break;
        }
    }
    store.Print(std::cout);
    if (refused > 0)
        std::cerr << refused << " messages were refused\n";
    return 0;
}
