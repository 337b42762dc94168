package sample.shapes;

import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** A table that is a record, of entries that are records, in containers of every kind. */
public record Grid(
    Cell[] cells,
    List<Cell> fixed,
    List<Cell> unmodifiable,
    Map<Cell, Integer> index,
    Map<Cell, Integer> fixedIndex,
    Set<Cell> set,
    Map<Cell, String> names,
    Map<String, List<Cell>> rows,
    Deque<Cell> queue,
    AtomicReference<Cell> head,
    long[] addresses) {

  /** A table of cells. */
  public static Grid of(Cell... cells) {
    List<Cell> list = Arrays.asList(cells.clone());
    Map<Cell, Integer> index = new HashMap<>();
    Map<Cell, String> names = new IdentityHashMap<>();
    for (Cell cell : cells) {
      index.put(cell, index.size());
      names.put(cell, "cell " + names.size());
    }
    return new Grid(
        cells,
        List.of(cells),
        Collections.unmodifiableList(list),
        index,
        Map.copyOf(index),
        Set.of(cells),
        names,
        Map.of("all", List.of(cells)),
        new LinkedList<>(list),
        new AtomicReference<>(cells[0]),
        list.stream().mapToLong(Cell::busAddress).toArray());
  }

  public long[] frames() {
    return Arrays.stream(cells).mapToLong(Cell::frame).toArray();
  }

  /** Whether all containers hold the very same cells. */
  public boolean isWhole() {
    for (int i = 0; i < cells.length; i++) {
      Cell cell = cells[i];
      if (fixed.get(i) != cell
          || unmodifiable.get(i) != cell
          || index.get(cell) != i
          || fixedIndex.get(cell) != i
          || !set.contains(cell)
          || !names.get(cell).equals("cell " + i)
          || rows.get("all").get(i) != cell
          || !queue.contains(cell)
          || head.get() != cells[0]
          || addresses[i] != cell.busAddress()) {
        return false;
      }
    }
    return true;
  }

  /** An entry; the constructor does not take every link. */
  public record Cell(long link, long busAddress) {
    public Cell {
      if (link == 0) {
        throw new IllegalArgumentException("a cell has a frame");
      }
    }

    public long frame() {
      return link >> 2;
    }

    public long markers() {
      return link & 3;
    }
  }
}
