#include <iostream>
#include <fstream>
#include <iomanip>
#include <string>

void ask()
{
    char name[20];
    // ruleid: stream-read-into-array
    std::cin >> name;
    char *word = new char[32];
    std::ifstream in("unit.conf");
    // ruleid: stream-read-into-array
    in >> word;
    wchar_t wide[8];
    // ruleid: stream-read-into-array
    std::wcin >> wide;
}

void ask_well(std::istream &in)
{
    char name[20];
    std::string text;
    int n;
    // ok: stream-read-into-array
    in >> text;
    // ok: stream-read-into-array
    in >> n;
    // ok: stream-read-into-array
    in >> std::setw(sizeof(name)) >> name;
}
