package dev.pagewarden.agent;

import java.lang.ref.Reference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Finds the parts of a table: the table, its entries, and whatever lies between them.
 *
 * <pre>
 *   table ──> arrays, lists, maps, chains ──> entry ──> page, device ..   (not a part)
 *     ▲                                         │
 *     └────────── owner, holder of it <─────────┘
 * </pre>
 *
 * <p>A part is what leads to an entry, and what an entry reaches the table by. Where the table is
 * merely listed, as in the exporter's registry of all tables, that list is no part; the way to
 * entries that leads through the table again is none.
 */
final class TableGraph {
  /** An object that was met, and who refers to it. */
  private static final class Node {
    private final Object object;
    private final List<Node> referrers = new ArrayList<>(1);
    private boolean isPart;

    Node(Object object) {
      this.object = object;
    }
  }

  private final PartKinds kinds;
  private final Function<Class<?>, ObjectLayout> layouts;
  private final RawObjects objects;
  private final Predicate<Object> mayBePart;
  private final int mostObjects;
  private final Map<Object, Node> nodes;
  private final ArrayDeque<Node> open = new ArrayDeque<>();
  private final ArrayDeque<Node> marked = new ArrayDeque<>();

  /**
   * Creates a search.
   *
   * @param kinds what objects may be
   * @param layouts where the fields of a class are
   * @param objects reads them
   * @param mayBePart which objects of the program to look into
   * @param entries how many entries there are
   * @param mostObjects after how many objects to look no further
   */
  TableGraph(
      PartKinds kinds,
      Function<Class<?>, ObjectLayout> layouts,
      RawObjects objects,
      Predicate<Object> mayBePart,
      int entries,
      int mostObjects) {
    this.kinds = kinds;
    this.layouts = layouts;
    this.objects = objects;
    this.mayBePart = mayBePart;
    this.mostObjects = mostObjects;
    this.nodes = new IdentityHashMap<>(2 * entries);
  }

  /**
   * Returns the parts, the table first.
   *
   * @param table the table
   * @param entries what a walk through it yields
   * @return null if not all the entries can be reached from the table
   */
  List<Object> parts(Object table, Collection<Object> entries) {
    Node root = new Node(table);
    nodes.put(table, root);
    open.add(root);
    while (!open.isEmpty()) {
      Node next = open.poll();
      forEachReferenceOf(next.object, object -> meet(object, next, root));
    }
    for (Object entry : entries) {
      Node node = nodes.get(entry);
      if (node == null) {
        return null;
      }
      mark(node);
    }
    while (!marked.isEmpty()) {
      marked.poll().referrers.forEach(this::mark);
    }
    mark(root);
    List<Object> parts = new ArrayList<>();
    parts.add(table);
    for (Node node : nodes.values()) {
      if (node.isPart && node != root) {
        parts.add(node.object);
      }
    }
    return parts;
  }

  private void mark(Node node) {
    if (!node.isPart) {
      node.isPart = true;
      marked.add(node);
    }
  }

  private void meet(Object object, Node from, Node root) {
    if (object == root.object) {
      if (from != root && kinds.refersToOne(from.object)) {
        mark(from);
      }
      return;
    }
    Node node = nodes.get(object);
    if (node == null) {
      if (nodes.size() >= mostObjects || !mayBePart(object)) {
        return;
      }
      node = new Node(object);
      nodes.put(object, node);
      open.add(node);
    }
    node.referrers.add(from);
  }

  private boolean mayBePart(Object object) {
    return switch (kinds.of(object)) {
      case SHARED -> false;
      case OBJECT -> mayBePart.test(object);
      case ARRAY, REFERENCE, CONTAINER -> true;
    };
  }

  private void forEachReferenceOf(Object object, Consumer<Object> action) {
    if (object instanceof Object[] array) {
      for (Object element : array) {
        Walks.acceptUnlessNull(element, action);
      }
    } else if (object instanceof Reference<?> reference) {
      Walks.acceptUnlessNull(reference.get(), action);
    } else {
      for (ObjectLayout.Slot slot : layouts.apply(object.getClass()).slots()) {
        if (slot.isReference()) {
          Walks.acceptUnlessNull(objects.get(object, slot.offset()), action);
        }
      }
    }
  }
}
