package sample.app;

import java.util.List;

/** Has nothing to do with dma-buf. */
final class Plain {
  private Plain() {}

  public static void main(String[] args) {
    System.out.println(List.of("a", "b").stream().map(String::length).toList());
  }
}
