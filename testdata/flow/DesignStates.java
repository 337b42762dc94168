package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import support.Rig;

/** State machines, commands, mailboxes: a table waits in a state until another event comes. */
public final class DesignStates {
  /** A state handles an event and names the next state. */
  private interface State {
    State on(String event);
  }

  private static final class Idle implements State {
    private final SgTable given;

    Idle(SgTable given) {
      this.given = given;
    }

    @Override
    public State on(String event) {
      return event.equals("start") ? new Running(given) : this;
    }
  }

  private static final class Running implements State {
    private final SgTable table;
    private int frames;

    Running(SgTable table) {
      this.table = table;
    }

    @Override
    public State on(String event) {
      if (event.equals("stop")) {
        return new Idle(table);
      }
      frames += table.pages().length; // expect: DMABUF_PAGE_ACCESS
      return this;
    }
  }

  /** As Running, for the driver's own memory. */
  private static final class Testing implements State {
    private final SgTable pattern = Rig.ownTable();
    private int frames;

    @Override
    public State on(String event) {
      frames += pattern.pages().length;
      return this;
    }
  }

  private interface Command {
    void execute();

    void undo();
  }

  private static final class Surface {
    private SgTable shown = Rig.ownTable();
  }

  /** Shows a table and remembers what was shown before. */
  private static final class Show implements Command {
    private final Surface surface;
    private final SgTable next;
    private SgTable before;

    Show(Surface surface, SgTable next) {
      this.surface = surface;
      this.next = next;
    }

    @Override
    public void execute() {
      before = surface.shown;
      surface.shown = next;
    }

    @Override
    public void undo() {
      surface.shown = before;
    }
  }

  /** Handles messages in the order of their coming. */
  private static final class Mailbox {
    private final Queue<Runnable> messages = new ArrayDeque<>();
    private SgTable current;

    void post(SgTable table) {
      messages.add(() -> current = table);
    }

    void postTouch() {
      messages.add(
          () -> Rig.check(current.pages().length == 4, "four pages")); // expect: DMABUF_PAGE_ACCESS
    }

    void drain() {
      for (Runnable message = messages.poll(); message != null; message = messages.poll()) {
        message.run();
      }
    }
  }

  private DesignStates() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("design-states"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsRunningState(table);
      acceptsTestingState(table);
      reportsUndoneCommand(table);
      reportsExecutedCommand(table);
      acceptsCommandOnOwnSurface(table);
      reportsMailbox(table);
      reportsSteps(table);
      acceptsSteps(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsRunningState(SgTable table) {
    State state = new Idle(table);
    for (String event : List.of("start", "frame", "frame", "stop")) {
      state = state.on(event);
    }
    Rig.check(state instanceof Idle, "stopped");
  }

  private static void acceptsTestingState(SgTable table) {
    State state = new Testing();
    for (int i = 0; i < table.nents(); i++) {
      state = state.on("frame");
    }
    Rig.check(state instanceof Testing testing && testing.frames == 16, "sixteen pages");
  }

  private static void reportsUndoneCommand(SgTable table) {
    Surface surface = new Surface();
    surface.shown = table;
    Deque<Command> done = new ArrayDeque<>();
    Command show = new Show(surface, Rig.ownTable());
    show.execute();
    done.push(show);
    Rig.check(surface.shown != table, "another table");
    done.pop().undo();
    Rig.check(surface.shown.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsExecutedCommand(SgTable table) {
    Surface surface = new Surface();
    Rig.check(surface.shown.firstEntry().page() != null, "a page");
    Command show = new Show(surface, table);
    show.execute();
    Rig.check(surface.shown.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsCommandOnOwnSurface(SgTable table) {
    Surface theirs = new Surface();
    Surface ours = new Surface();
    new Show(theirs, table).execute();
    new Show(ours, Rig.ownTable()).execute();
    Rig.check(theirs.shown == table, "the same");
    Rig.check(ours.shown.firstEntry().page() != null, "a page");
  }

  private static void reportsMailbox(SgTable table) {
    Mailbox mailbox = new Mailbox();
    mailbox.post(table);
    mailbox.postTouch();
    mailbox.drain();
  }

  private static void reportsSteps(SgTable table) {
    SgTable current = null;
    int step = 0;
    while (step < 3) {
      switch (step) {
        case 0 -> current = table;
        case 1 -> Rig.check(current.nents() == 4, "four entries");
        default ->
            Rig.check(current.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
      }
      step++;
    }
  }

  private static void acceptsSteps(SgTable table) {
    int addresses = 0;
    SgTable scratch = Rig.ownTable();
    for (int step = 0; step < 2; step++) {
      switch (step) {
        case 0 -> addresses = table.dmaAddresses().length;
        default -> Rig.check(scratch.pages().length == addresses, "as many");
      }
    }
  }
}
