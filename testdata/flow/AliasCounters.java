package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import support.Rig;

/** Values that counters, flags, states and places in arrays tell apart. */
public final class AliasCounters {
  private AliasCounters() {}

  static final class Bo {
    SgTable t;
    Bo next;
    int kind;
    boolean imported;

    Bo() {}

    Bo(SgTable t) {
      this.t = t;
    }
  }

  static final int KIND_OWN = 1, KIND_IMPORT = 2, F_IMPORT = 4, F_DIRTY = 8;

  /** Runs every variant. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment a = buffer.attach(Rig.device("g1loops"));
      SgTable t = buffer.mapAttachment(a, DmaDirection.BIDIRECTIONAL);
      reportsFilledInLoop(t);
      reportsFilledInLoopFour(t);
      reportsFilledByHelper(t);
      reportsListFilledInLoop(t);
      acceptsMadeTwiceInLoop(t);
      acceptsKindField(t);
      reportsFlags(t);
      acceptsFlagsCleared(t);
      acceptsEnumState(t);
      acceptsManyBranches(t, args.length);
      acceptsManyBranchesKeep(t, args.length);
      reportsFiveOwners(t, args.length);
      reportsLongIndex(t);
      reportsCharIndex(t);
      reportsStringSwitch(t, "own");
      reportsStringSwitch(t, args.length == 0 ? "imp" : "x");
      acceptsFirstAndRest(t);
      reportsPreviousOfLoop(t);
      acceptsLastWins(t);
      acceptsBreakOut(t);
      acceptsContinueOver(t);
      reportsNestedLoops(t);
      reportsWhileTrue(t);
      reportsCounterGuard(t);
      reportsSentinel(t);
      acceptsFlipFlop(t);
      reportsXorSwapFlag(t);
      reportsTryLoop(t);
      reportsRetry(t);
      reportsAccumulate(t);
      reportsIndexFromSize(t);
      reportsParity(t);
      reportsTwoDimFill(t);
      reportsLinkedBuild(t);
      acceptsLinkedBuildOwn(t);
      reportsQueueRotate(t);
      reportsEarlyContinue(t);
      acceptsIteratorRemove(t);
      buffer.unmapAttachment(a, t, DmaDirection.BIDIRECTIONAL);
      buffer.detach(a);
    }
  }

  private static void reportsFilledInLoop(SgTable t) {
    Bo[] bos = new Bo[2];
    for (int i = 0; i < 2; i++) bos[i] = new Bo();
    bos[0].t = t;
    bos[1].t = Rig.ownTable();
    bos[1].t.pages();
    bos[0].t.pages(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsFilledInLoopFour(SgTable t) {
    Bo[] bos = new Bo[4];
    for (int i = 0; i < bos.length; i++) bos[i] = new Bo(Rig.ownTable(1));
    bos[2].t = t;
    bos[3].t.pages();
    bos[2].t.pages(); // expect: DMABUF_PAGE_ACCESS
    bos[2].t = Rig.ownTable();
    bos[2].t.pages();
  }

  static Bo[] makeAll(int n) {
    Bo[] r = new Bo[n];
    for (int i = 0; i < n; i++) r[i] = new Bo();
    return r;
  }

  private static void reportsFilledByHelper(SgTable t) {
    Bo[] bos = makeAll(3);
    bos[0].t = t;
    bos[1].t = Rig.ownTable();
    bos[0].t.pages(); // expect: DMABUF_PAGE_ACCESS
    bos[1].t.pages();
  }

  private static void reportsListFilledInLoop(SgTable t) {
    List<Bo> l = new ArrayList<>();
    for (int i = 0; i < 3; i++) l.add(new Bo());
    l.get(0).t = t;
    l.get(1).t = Rig.ownTable();
    l.get(0).t.pages(); // expect: DMABUF_PAGE_ACCESS
    l.get(1).t.pages();
  }

  private static void acceptsMadeTwiceInLoop(SgTable t) {
    for (int i = 0; i < 3; i++) {
      Bo x = new Bo(t), y = new Bo(Rig.ownTable(1));
      y.t.pages();
      Bo h = x;
      x = y;
      y = h;
      x.t.pages();
    }
  }

  static void touchByKind(Bo b) {
    switch (b.kind) {
      case KIND_OWN:
        b.t.pages();
        break;
      case KIND_IMPORT:
        b.t.nents();
        break;
      default:
        throw new IllegalStateException();
    }
  }

  private static void acceptsKindField(SgTable t) {
    Bo x = new Bo(t), y = new Bo(Rig.ownTable());
    x.kind = KIND_IMPORT;
    y.kind = KIND_OWN;
    touchByKind(x);
    touchByKind(y);
  }

  private static void reportsFlags(SgTable t) {
    Bo b = new Bo(t);
    b.kind |= F_IMPORT;
    b.kind |= F_DIRTY;
    if ((b.kind & F_IMPORT) == 0) b.t.pages();
    if ((b.kind & F_DIRTY) != 0) {
      b.t.pages(); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsFlagsCleared(SgTable t) {
    Bo b = new Bo(t);
    b.kind = F_IMPORT | F_DIRTY;
    b.kind &= ~F_IMPORT;
    if ((b.kind & F_IMPORT) != 0) b.t.pages();
    b.t = Rig.ownTable();
    if ((b.kind & F_DIRTY) != 0) b.t.pages();
  }

  enum St {
    OWN,
    IMPORTED,
    NONE
  }

  static final class Obj1 {
    St st = St.NONE;
    SgTable t;

    void imp(SgTable s) {
      t = s;
      st = St.IMPORTED;
    }

    void own() {
      t = Rig.ownTable();
      st = St.OWN;
    }

    void use() {
      if (st == St.OWN) {
        t.pages();
      } else if (st == St.IMPORTED) {
        t.dmaAddresses();
      }
    }

    void misuse() {
      if (st != St.NONE) {
        t.pages(); // expect: DMABUF_PAGE_ACCESS
      }
    }
  }

  private static void acceptsEnumState(SgTable t) {
    Obj1 x = new Obj1(), y = new Obj1();
    x.imp(t);
    y.own();
    x.use();
    y.use();
    x.misuse();
    x.own();
    x.use();
  }

  private static void acceptsManyBranches(SgTable t, int n) {
    SgTable x = t;
    int s = 0;
    if ((n & 1) != 0) s += 1;
    if ((n & 2) != 0) s += 2;
    if ((n & 4) != 0) s += 3;
    if ((n & 8) != 0) s += 4;
    if ((n & 16) != 0) s += 5;
    if ((n & 32) != 0) s += 6;
    if (s > 3) x = Rig.ownTable(1);
    else x = Rig.ownTable(2);
    x.pages();
  }

  private static void acceptsManyBranchesKeep(SgTable t, int n) {
    SgTable x = null, y = Rig.ownTable();
    boolean got = false;
    int s = 0;
    if ((n & 1) != 0) s += 1;
    if ((n & 2) != 0) s += 2;
    if ((n & 4) != 0) s += 3;
    if ((n & 8) != 0) s += 4;
    if (s == 0) {
      x = t;
      got = true;
    }
    if ((n & 16) != 0) s += 5;
    if ((n & 32) != 0) s += 6;
    if (!got) {
      x = y;
    }
    if ((n & 64) != 0) s += 6;
    if (!got) {
      x.pages();
    } else {
      x.nents();
    }
  }

  private static void reportsFiveOwners(SgTable t, int n) {
    Bo a = new Bo(t),
        b = new Bo(Rig.ownTable()),
        c = new Bo(Rig.ownTable()),
        d = new Bo(Rig.ownTable()),
        e = new Bo(Rig.ownTable()),
        f = new Bo(Rig.ownTable());
    Bo x = n == 1 ? b : n == 2 ? c : n == 3 ? d : n == 4 ? e : f;
    x.t.pages();
    Bo y = n == 1 ? b : n == 2 ? c : n == 3 ? d : n == 4 ? e : a;
    y.t.pages(); // expect: DMABUF_PAGE_ACCESS
    b.t.pages();
  }

  private static void reportsLongIndex(SgTable t) {
    SgTable[] x = {Rig.ownTable(1), t};
    long i = 1;
    x[(int) i].pages(); // expect: DMABUF_PAGE_ACCESS
    long j = i - 1;
    x[(int) j].pages();
  }

  private static void reportsCharIndex(SgTable t) {
    SgTable[] x = new SgTable[128];
    x['a'] = t;
    x['b'] = Rig.ownTable(1);
    x['b'].pages();
    char c = 'a';
    x[c].pages(); // expect: DMABUF_PAGE_ACCESS
    c++;
    x[c].pages();
  }

  private static void reportsStringSwitch(SgTable t, String which) {
    SgTable x =
        switch (which) {
          case "own" -> Rig.ownTable();
          case "imp" -> t;
          default -> null;
        };
    if (x == null) return;
    if (which.equals("own")) x.nents();
    x.firstEntry().page(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsFirstAndRest(SgTable t) {
    boolean first = true;
    SgTable x = t;
    for (int i = 0; i < 3; i++) {
      if (first) {
        first = false;
        x = Rig.ownTable(1);
      }
      x.pages();
    }
  }

  private static void reportsPreviousOfLoop(SgTable t) {
    SgTable prev = Rig.ownTable(1);
    for (SgTable cur : List.of(Rig.ownTable(1), t, Rig.ownTable(1))) {
      prev.firstEntry().page(); // expect: DMABUF_PAGE_ACCESS
      prev = cur;
    }
  }

  private static void acceptsLastWins(SgTable t) {
    SgTable x = t;
    for (SgTable s : new SgTable[] {t, Rig.ownTable(1)}) x = s;
    x.nents();
    SgTable y = t;
    for (int i = 0; i < 2; i++) y = Rig.ownTable(i + 1);
    y.pages();
  }

  private static void acceptsBreakOut(SgTable t) {
    SgTable x = Rig.ownTable();
    while (true) {
      if (x.nents() < 100) {
        break;
      }
      x = t;
    }
    x.nents();
    SgTable y = t;
    for (; ; ) {
      y = Rig.ownTable();
      if (y != null) break;
    }
    y.pages();
  }

  private static void acceptsContinueOver(SgTable t) {
    for (SgTable s : Arrays.asList(t, Rig.ownTable(1))) {
      if (s == t) continue;
      s.pages();
    }
  }

  private static void reportsNestedLoops(SgTable t) {
    SgTable[][] m = {{Rig.ownTable(1), Rig.ownTable(1)}, {Rig.ownTable(1), t}};
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        m[i][j].firstEntry().page(); // expect: DMABUF_PAGE_ACCESS
      }
    }
    for (int j = 0; j < 2; j++) m[0][j].pages();
  }

  private static void reportsWhileTrue(SgTable t) {
    Iterator<SgTable> it = List.of(t).iterator();
    SgTable x = Rig.ownTable();
    while (it.hasNext()) {
      x.pages();
      SgTable n = it.next();
      n.pages(); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsCounterGuard(SgTable t) {
    int maps = 0;
    SgTable x = Rig.ownTable();
    if (maps == 0) {
      x.pages();
    }
    x = t;
    maps++;
    if (maps == 0) {
      x.pages();
    }
    if (maps > 0) {
      x.pages(); // expect: DMABUF_PAGE_ACCESS
    }
    maps--;
    x = Rig.ownTable();
    if (maps == 0) x.pages();
  }

  private static final SgTable NONE = Rig.ownTable(1);

  private static void reportsSentinel(SgTable t) {
    SgTable x = NONE;
    if (x == NONE) x.pages();
    x = t;
    if (x == NONE) x.pages(); // false alarm: DMABUF_PAGE_ACCESS kept before the mapping
    if (x != NONE) {
      x.pages(); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsFlipFlop(SgTable t) {
    boolean mine = true;
    SgTable own = Rig.ownTable(1);
    for (int i = 0; i < 4; i++) {
      SgTable x = mine ? own : t;
      if (mine) x.pages();
      mine = !mine;
    }
  }

  private static void reportsXorSwapFlag(SgTable t) {
    SgTable[] pair = {t, Rig.ownTable()};
    int cur = 0;
    pair[cur ^ 1].pages();
    cur ^= 1;
    pair[cur].pages();
    cur ^= 1;
    pair[cur].pages(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsTryLoop(SgTable t) {
    SgTable x = null;
    for (String s : new String[] {"a", "1"}) {
      try {
        Integer.parseInt(s);
        x = t;
      } catch (NumberFormatException e) {
        x = Rig.ownTable(1);
      }
    }
    x.pages(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsRetry(SgTable t) {
    SgTable x = null;
    for (int i = 0; x == null && i < 3; i++) {
      x = i == 1 ? t : null;
    }
    x.pages(); // expect: DMABUF_PAGE_ACCESS
    SgTable y = null;
    for (int i = 0; y == null && i < 3; i++) {
      y = i == 1 ? Rig.ownTable() : null;
    }
    y.pages();
  }

  private static void reportsAccumulate(SgTable t) {
    SgTable best = Rig.ownTable(1);
    for (SgTable s : new SgTable[] {Rig.ownTable(2), t}) {
      if (s.nents() > best.nents()) best = s;
    }
    best.pages(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsIndexFromSize(SgTable t) {
    List<SgTable> l = new ArrayList<>();
    l.add(Rig.ownTable());
    l.add(t);
    l.get(l.size() - 2).pages();
    l.get(l.size() - 1).pages(); // expect: DMABUF_PAGE_ACCESS
    l.remove(l.size() - 1);
    l.get(l.size() - 1).pages();
    l.add(t);
    l.set(1, Rig.ownTable());
    l.get(1).pages();
  }

  private static void reportsParity(SgTable t) {
    SgTable[] x = new SgTable[4];
    for (int i = 0; i < 4; i++) x[i] = i % 2 == 0 ? Rig.ownTable(1) : t;
    x[0].pages();
    x[1].pages(); // expect: DMABUF_PAGE_ACCESS
    x[2].pages();
  }

  private static void reportsTwoDimFill(SgTable t) {
    Bo[][] g = new Bo[2][2];
    for (int i = 0; i < 2; i++) for (int j = 0; j < 2; j++) g[i][j] = new Bo(Rig.ownTable(1));
    g[1][0].t = t;
    g[0][0].t.pages();
    g[1][0].t.pages(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsLinkedBuild(SgTable t) {
    Bo head = null;
    for (int i = 0; i < 5; i++) {
      Bo b = new Bo(i == 3 ? t : Rig.ownTable(1));
      b.next = head;
      head = b;
    }
    for (Bo b = head; b != null; b = b.next) {
      b.t.firstEntry().page(); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsLinkedBuildOwn(SgTable t) {
    Bo head = new Bo(t);
    head = null;
    for (int i = 0; i < 5; i++) {
      Bo b = new Bo(Rig.ownTable(1));
      b.next = head;
      head = b;
    }
    for (Bo b = head; b != null; b = b.next) b.t.firstEntry().page();
  }

  private static void reportsQueueRotate(SgTable t) {
    Deque<SgTable> q = new ArrayDeque<>();
    q.add(Rig.ownTable(1));
    q.add(t);
    q.addLast(q.pollFirst());
    q.peekFirst().pages(); // expect: DMABUF_PAGE_ACCESS
    q.peekLast().pages();
  }

  private static void reportsEarlyContinue(SgTable t) {
    Map<String, SgTable> m = new TreeMap<>();
    m.put("a", Rig.ownTable(1));
    m.put("b", t);
    for (Map.Entry<String, SgTable> e : m.entrySet()) {
      if (e.getKey().equals("a")) continue;
      e.getValue().pages(); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsIteratorRemove(SgTable t) {
    List<SgTable> l = new ArrayList<>(List.of(t, t));
    for (Iterator<SgTable> i = l.iterator(); i.hasNext(); ) {
      i.next();
      i.remove();
    }
    l.add(Rig.ownTable());
    Rig.check(l.size() == 1, "one");
    l.clear();
    l.add(Rig.ownTable());
    l.get(0).pages();
  }
}
