package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import support.Rig;

/** Fields set while an object is made: constructors, initialisers, builders, factories, setters. */
public final class HeapConstruction {
  /** Set by the constructor. */
  private static final class Binding {
    private final SgTable table;
    private final Scatterlist head;

    Binding(SgTable table) {
      this(table, table.firstEntry());
    }

    Binding(SgTable table, Scatterlist head) {
      this.table = table;
      this.head = head;
    }
  }

  /** Set by an initialiser that uses another field. */
  private static final class Initialised {
    private final Binding binding;
    private Scatterlist head;

    Initialised(Binding binding) {
      this.binding = binding;
      init();
    }

    private void init() {
      head = binding.head;
    }
  }

  /** Own memory, made by field and instance initialisers. */
  private static final class Scratch {
    private final SgTable table = Rig.ownTable();
    private final Scatterlist head;

    {
      head = table.firstEntry();
    }
  }

  /** Maps in its constructor, unmaps on close. */
  private static final class Import implements AutoCloseable {
    private final DmaBufAttachment attachment;
    private final SgTable table;

    Import(DmaBuf buffer) {
      attachment = buffer.attach(Rig.device("constructor"));
      table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
    }

    Page firstPage() {
      return table.firstEntry().page(); // expect: DMABUF_PAGE_ACCESS
    }

    long[] addresses() {
      return table.dmaAddresses();
    }

    @Override
    public void close() {
      attachment.buffer().unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      attachment.buffer().detach(attachment);
    }
  }

  /** A job with a fluent builder. */
  private static final class Job {
    private final String name;
    private final SgTable source;
    private final SgTable target;

    private Job(Builder builder) {
      this.name = builder.name;
      this.source = builder.source;
      this.target = builder.target;
    }

    static Builder builder() {
      return new Builder();
    }

    static final class Builder {
      private String name = "job";
      private SgTable source;
      private SgTable target;

      Builder name(String name) {
        this.name = name;
        return this;
      }

      Builder source(SgTable source) {
        this.source = source;
        return this;
      }

      Builder target(SgTable target) {
        this.target = target;
        return this;
      }

      Job build() {
        return new Job(this);
      }
    }
  }

  private HeapConstruction() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("heap-construction"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsConstructorArgument(table);
      reportsConstructorCallingConstructor(table);
      reportsSetByMethodOfConstructor(table);
      acceptsInitialisedWithOwnTable(table);
      reportsMappedInConstructor(buffer);
      acceptsDmaSideOfConstructedImport(buffer);
      reportsBuilder(table);
      acceptsOtherPropertyOfBuilder(table);
      reportsBuilderReused(table);
      reportsStaticFactory(table);
      acceptsStaticFactoryOfOwn(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsConstructorArgument(SgTable table) {
    Binding binding = new Binding(table, null);
    Rig.check(binding.table.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsConstructorCallingConstructor(SgTable table) {
    Binding binding = new Binding(table);
    Rig.check(binding.head.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsSetByMethodOfConstructor(SgTable table) {
    Initialised initialised = new Initialised(new Binding(table));
    Rig.check(initialised.head.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsInitialisedWithOwnTable(SgTable table) {
    Scratch scratch = new Scratch();
    Rig.check(scratch.table != table, "another table");
    Rig.check(scratch.table.firstEntry().page() != null, "a page");
    Rig.check(scratch.head.page() != null, "a page");
  }

  private static void reportsMappedInConstructor(DmaBuf buffer) {
    try (Import mapped = new Import(buffer)) {
      Rig.check(mapped.firstPage() != null, "a page");
      Rig.check(mapped.table.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsDmaSideOfConstructedImport(DmaBuf buffer) {
    try (Import mapped = new Import(buffer)) {
      Rig.check(mapped.addresses().length == mapped.table.nents(), "an address an entry");
    }
  }

  private static void reportsBuilder(SgTable table) {
    Job job = Job.builder().name("blit").source(table).target(Rig.ownTable()).build();
    Rig.check(job.source.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsOtherPropertyOfBuilder(SgTable table) {
    Job job = Job.builder().source(table).target(Rig.ownTable()).build();
    Rig.check(job.name.equals("job"), "the name given by default");
    Rig.check(job.target.firstEntry().page() != null, "a page");
  }

  private static void reportsBuilderReused(SgTable table) {
    Job.Builder builder = Job.builder().source(Rig.ownTable());
    Job first = builder.build();
    Job second = builder.source(table).build();
    Rig.check(first.source.firstEntry().page() != null, "a page");
    Rig.check(second.source.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static Binding bind(SgTable table) {
    Binding binding = new Binding(table);
    Rig.check(binding.table == table, "bound");
    return binding;
  }

  private static void reportsStaticFactory(SgTable table) {
    Rig.check(bind(table).head.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsStaticFactoryOfOwn(SgTable table) {
    Binding theirs = bind(table);
    Binding ours = bind(Rig.ownTable());
    Rig.check(theirs != ours, "two bindings");
    Rig.check(ours.head.page() != null, "a page");
  }
}
