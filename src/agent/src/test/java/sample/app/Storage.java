package sample.app;

import sample.database.Page;

/** Uses pages, but no dma-buf. */
final class Storage {
  private Storage() {}

  public static void main(String[] args) {
    System.out.println(new Page(7).frameNumber() + new Page.Leaf(2).frameNumber());
  }
}
