package sample.shapes;

/** A table whose entries are nowhere but in the hands of who asks for them. */
public final class Mirage {
  private final int[] frames;

  public Mirage(int... frames) {
    this.frames = frames;
  }

  public Spot[] spots() {
    Spot[] spots = new Spot[frames.length];
    for (int i = 0; i < spots.length; i++) {
      spots[i] = new Spot(frames[i]);
    }
    return spots;
  }

  public int[] frames() {
    return frames.clone();
  }

  /** An entry. */
  public record Spot(int link) {}
}
