package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import support.Rig;

/** Lists, trees, rings and graphs of a program's own making. */
public final class HeapLinked {
  private static final class Node {
    final SgTable table;
    Node next;
    Node left;
    Node right;
    Node parent;

    Node(SgTable table) {
      this.table = table;
    }
  }

  /** A stack of tables. */
  private static final class Chain {
    private Node head;

    void push(SgTable table) {
      Node node = new Node(table);
      node.next = head;
      head = node;
    }

    SgTable pop() {
      SgTable table = head.table;
      head = head.next;
      return table;
    }

    boolean isEmpty() {
      return head == null;
    }

    void reverse() {
      Node turned = null;
      while (head != null) {
        Node next = head.next;
        head.next = turned;
        turned = head;
        head = next;
      }
      head = turned;
    }
  }

  private HeapLinked() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("heap-linked"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsPoppedTable(table);
      reportsEveryTableOfTheList(table);
      acceptsListOfOwnTables(table);
      reportsReversedList(table);
      reportsTree(table);
      acceptsTreeOfOwnTables(table);
      reportsRing(table);
      reportsParentLink(table);
      reportsLongList(table);
      acceptsListThatKeepsDmaAddresses(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsPoppedTable(SgTable table) {
    Chain chain = new Chain();
    chain.push(table);
    Rig.check(chain.pop().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsEveryTableOfTheList(SgTable table) {
    Chain chain = new Chain();
    chain.push(table);
    chain.push(Rig.ownTable());
    int pages = 0;
    for (Node node = chain.head; node != null; node = node.next) {
      pages += node.table.pages().length; // expect: DMABUF_PAGE_ACCESS
    }
    Rig.check(pages == 8, "eight pages");
  }

  private static void acceptsListOfOwnTables(SgTable table) {
    Chain imported = new Chain();
    imported.push(table);
    Chain own = new Chain();
    own.push(Rig.ownTable(1));
    own.push(Rig.ownTable(2));
    int pages = 0;
    while (!own.isEmpty()) {
      pages += own.pop().pages().length;
    }
    Rig.check(pages == 3 && !imported.isEmpty(), "three pages");
  }

  private static void reportsReversedList(SgTable table) {
    Chain chain = new Chain();
    chain.push(table);
    chain.push(Rig.ownTable());
    chain.push(Rig.ownTable());
    chain.reverse();
    SgTable first = chain.pop();
    Rig.check(first.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static Node insert(Node root, Node node) {
    if (root == null) {
      return node;
    }
    if (node.table.nents() <= root.table.nents()) {
      root.left = insert(root.left, node);
    } else {
      root.right = insert(root.right, node);
    }
    return root;
  }

  private static int pagesOfImports(Node root) {
    if (root == null) {
      return 0;
    }
    int here = root.table.pages().length; // expect: DMABUF_PAGE_ACCESS
    return here + pagesOfImports(root.left) + pagesOfImports(root.right);
  }

  private static int pagesOfScratch(Node root) {
    return root == null
        ? 0
        : root.table.pages().length + pagesOfScratch(root.left) + pagesOfScratch(root.right);
  }

  private static void reportsTree(SgTable table) {
    Node root = insert(null, new Node(Rig.ownTable(2)));
    root = insert(root, new Node(Rig.ownTable(1)));
    root = insert(root, new Node(table));
    Rig.check(pagesOfImports(root) == 7, "seven pages");
  }

  private static void acceptsTreeOfOwnTables(SgTable table) {
    Node imports = insert(null, new Node(table));
    Node scratch = insert(null, new Node(Rig.ownTable(2)));
    scratch = insert(scratch, new Node(Rig.ownTable(3)));
    Rig.check(imports != scratch, "two trees");
    Rig.check(pagesOfScratch(scratch) == 5, "five pages");
  }

  private static void reportsRing(SgTable table) {
    Node first = new Node(Rig.ownTable());
    Node second = new Node(Rig.ownTable());
    Node third = new Node(table);
    first.next = second;
    second.next = third;
    third.next = first;
    Node node = first;
    for (int i = 0; i < 5; i++) {
      node = node.next;
    }
    Rig.check(node.table.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsParentLink(SgTable table) {
    Node parent = new Node(table);
    Node child = new Node(Rig.ownTable());
    child.parent = parent;
    parent.left = child;
    Rig.check(parent.left.table.firstEntry().page() != null, "a page");
    SgTable above = parent.left.parent.table;
    Rig.check(above.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsLongList(SgTable table) {
    Chain chain = new Chain();
    chain.push(table);
    for (int i = 0; i < 100; i++) {
      chain.push(Rig.ownTable(1));
    }
    SgTable last = null;
    while (!chain.isEmpty()) {
      last = chain.pop();
    }
    Rig.check(last.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsListThatKeepsDmaAddresses(SgTable table) {
    long[] addresses = new long[table.nents()];
    int count = 0;
    for (Scatterlist entry : table) {
      addresses[count++] = entry.dmaAddress();
    }
    Rig.check(count == 4 && addresses[3] != 0, "four addresses");
  }
}
