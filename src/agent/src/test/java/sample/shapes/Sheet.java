package sample.shapes;

/** A page. */
public record Sheet(int number) {}
