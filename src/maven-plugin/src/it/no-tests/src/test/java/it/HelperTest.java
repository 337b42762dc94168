package it;

/** Looks like a class of tests and has none. */
final class HelperTest {
  private HelperTest() {}
}
