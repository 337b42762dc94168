package sample.app;

import static sample.app.Wrapped.check;
import static sample.app.Wrapped.traps;

import sample.shapes.Desk;
import sample.shapes.Grid;
import sample.shapes.Grid.Cell;
import sample.shapes.Mirage;
import sample.shapes.Sheet;
import sample.shapes.Strand;
import sample.shapes.Strand.Bead;

/** An importer of tables of all shapes. */
final class WrappedShapes {
  private WrappedShapes() {}

  public static void main(String[] args) {
    grid();
    strand();
    mirage();
    System.out.println("all as it should be");
  }

  private static void grid() {
    Cell first = new Cell(7 << 2 | 1, 0x7000);
    Keeper<Grid> keeper = new Keeper<>(Grid.of(first, new Cell(8 << 2, 0x8000), new Cell(9, 9)));
    Grid grid = Desk.borrow(keeper);
    check(grid != keeper.table, "a copy");
    check(grid.isWhole() && keeper.table.isWhole(), "all containers hold the same cells");
    Cell copy = grid.cells()[0];
    check(copy.busAddress() == 0x7000 && copy.link() == 1, "address and markers");
    check(copy.markers() == 1, "markers");
    traps(() -> grid.frames()); // imported: frames
    traps(() -> copy.frame()); // imported: frame
    check(first.frame() == 7, "the exporter's own"); // reached: frame
    keeper.table.addresses()[0] = 1;
    check(grid.addresses()[0] == 0x7000, "addresses are the copy's own");
    Desk.giveBack(keeper, grid);
    check(keeper.returned == 1, "given back");
    Desk.during(
        keeper,
        lent -> {
          check(lent != keeper.table && lent != grid, "another copy");
          traps(() -> lent.frames()); // imported: frames
        });
    check(keeper.returned == 2, "given back after the call");
  }

  private static void strand() {
    Keeper<Strand> keeper = new Keeper<>(Strand.of(new Sheet(1), new Sheet(2), new Sheet(3)));
    Strand strand = Desk.borrow(keeper);
    int beads = 0;
    for (Bead bead = strand.head(); bead != null; bead = bead.following()) {
      Bead each = bead;
      check(bead.busAddress() == 0x100L * ++beads, "addresses");
      check(bead.owner() == strand, "the owner is the copy");
      traps(() -> each.sheet()); // imported: sheet
    }
    check(beads == 3, "all of them");
    check(strand.tail().following() == null, "the tail is the last of them");
    check(strand.maker() == keeper.table.maker(), "what is no part is shared");
    check(keeper.table.head().sheet().number() == 1, "the original's"); // reached: sheet
    strand.release(keeper);
    check(keeper.returned == 1, "given back by itself");
  }

  /** What cannot be copied is handed out as it is, and accesses are recorded. */
  private static void mirage() {
    Keeper<Mirage> keeper = new Keeper<>(new Mirage(1, 2));
    Mirage mirage = Desk.borrow(keeper);
    check(mirage == keeper.table, "the table itself");
    check(mirage.frames()[1] == 2, "as by strategy=record"); // imported: frames
    Desk.giveBack(keeper, mirage);
    check(mirage.frames()[1] == 2, "no longer lent"); // reached: frames
  }

  private static final class Keeper<T> implements Desk.Owner<T> {
    private final T table;
    private int returned;

    Keeper(T table) {
      this.table = table;
    }

    @Override
    public T lend() {
      return table;
    }

    @Override
    public void takeBack(T back) {
      check(back == table, "the very table");
      returned++;
    }
  }
}
