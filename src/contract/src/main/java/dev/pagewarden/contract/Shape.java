package dev.pagewarden.contract;

/** What a rule says of each of the members it names; the fields are those of {@link Member}. */
record Shape(
    Role role,
    int operand,
    Carrier takes,
    Carrier result,
    Callback callback,
    AccessKind kind,
    String remedy) {}
