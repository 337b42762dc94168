package sample.database;

/** A page of a file. */
public class Page {
  private final int number;

  public Page(int number) {
    this.number = number;
  }

  public int frameNumber() {
    return number;
  }

  /** A page without others below it. */
  public static final class Leaf extends Page {
    public Leaf(int number) {
      super(number);
    }
  }
}
