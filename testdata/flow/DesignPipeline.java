package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import support.Rig;

/** Stages that hand a context on: pipelines, interceptors, decorators, attribute bags. */
public final class DesignPipeline {
  /** What the stages pass on. */
  private static final class Context {
    private final Map<String, Object> attributes = new HashMap<>();
    private SgTable input;
    private SgTable output;

    <T> T get(String key, Class<T> type) {
      return type.cast(attributes.get(key));
    }

    Context with(String key, Object value) {
      attributes.put(key, value);
      return this;
    }
  }

  private interface Stage {
    void run(Context context);
  }

  private interface Chain {
    int proceed(SgTable table);
  }

  private interface Interceptor {
    int intercept(SgTable table, Chain next);
  }

  /** Runs stages in order. */
  private static final class Pipeline {
    private final List<Stage> stages = new ArrayList<>();

    Pipeline add(Stage stage) {
      stages.add(stage);
      return this;
    }

    Context run(Context context) {
      for (Stage stage : stages) {
        stage.run(context);
      }
      return context;
    }
  }

  /** Leads a call through interceptors to its end. */
  private static final class Link implements Chain {
    private final List<Interceptor> interceptors;
    private final int index;
    private final Chain end;

    Link(List<Interceptor> interceptors, int index, Chain end) {
      this.interceptors = interceptors;
      this.index = index;
      this.end = end;
    }

    @Override
    public int proceed(SgTable table) {
      if (index == interceptors.size()) {
        return end.proceed(table);
      }
      Link next = new Link(interceptors, index + 1, end);
      return interceptors.get(index).intercept(table, next);
    }
  }

  private interface Source {
    SgTable read();
  }

  private static final class Direct implements Source {
    private final SgTable table;

    Direct(SgTable table) {
      this.table = table;
    }

    @Override
    public SgTable read() {
      return table;
    }
  }

  /** Counts the reads of another source. */
  private static final class Counted implements Source {
    private final Source inner;
    private int reads;

    Counted(Source inner) {
      this.inner = inner;
    }

    @Override
    public SgTable read() {
      reads++;
      return inner.read();
    }
  }

  /** Answers with memory of its own, whatever the other source has. */
  private static final class Shadowed implements Source {
    private final SgTable shadow;

    Shadowed(Source inner) {
      shadow = Rig.ownTable(inner.read().nents());
    }

    @Override
    public SgTable read() {
      return shadow;
    }
  }

  private DesignPipeline() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("design-pipeline"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsStageAfterStage(table);
      acceptsOtherPropertyOfContext(table);
      reportsAttribute(table);
      acceptsAttributeOfOtherContext(table);
      reportsInterceptorChain(table);
      acceptsInterceptorThatReplaces(table);
      reportsDecoratedSource(table);
      acceptsShadowedSource(table);
      reportsStageAddedByLambda(table);
      reportsFoldOfStages(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsStageAfterStage(SgTable table) {
    Pipeline pipeline =
        new Pipeline()
            .add(context -> context.output = context.input)
            .add(context -> Rig.check(context.output.nents() == 4, "four entries"));
    Context context = new Context();
    context.input = table;
    SgTable output = pipeline.run(context).output;
    Rig.check(output.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsOtherPropertyOfContext(SgTable table) {
    Context context = new Context();
    context.input = table;
    new Pipeline().add(c -> c.output = Rig.ownTable(c.input.nents())).run(context);
    Rig.check(context.output.firstEntry().page() != null, "a page");
  }

  private static void reportsAttribute(SgTable table) {
    Context context = new Context().with("name", "scanout").with("table", table);
    SgTable found = context.get("table", SgTable.class);
    Rig.check(found.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsAttributeOfOtherContext(SgTable table) {
    Context theirs = new Context().with("table", table);
    Context ours = new Context().with("table", Rig.ownTable());
    Rig.check(theirs.get("table", SgTable.class).nents() == 4, "four entries");
    SgTable found = ours.get("table", SgTable.class);
    Rig.check(found.firstEntry().page() != null, "a page");
  }

  private static void reportsInterceptorChain(SgTable table) {
    List<Interceptor> interceptors = new ArrayList<>();
    interceptors.add((t, next) -> next.proceed(t) + 1);
    interceptors.add((t, next) -> t.nents() > 0 ? next.proceed(t) : 0);
    Chain chain = new Link(interceptors, 0, t -> t.pages().length); // expect: DMABUF_PAGE_ACCESS
    Rig.check(chain.proceed(table) == 5, "four pages and one");
  }

  private static void acceptsInterceptorThatReplaces(SgTable table) {
    List<Interceptor> interceptors = new ArrayList<>();
    interceptors.add((t, next) -> next.proceed(Rig.ownTable(t.nents())));
    Chain chain = new Link(interceptors, 0, t -> t.pages().length);
    Rig.check(chain.proceed(table) == 4, "four pages");
  }

  private static void reportsDecoratedSource(SgTable table) {
    Source source = new Counted(new Counted(new Direct(table)));
    Rig.check(source.read().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsShadowedSource(SgTable table) {
    Source source = new Counted(new Shadowed(new Direct(table)));
    Rig.check(source.read().firstEntry().page() != null, "a page");
  }

  private static void reportsStageAddedByLambda(SgTable table) {
    Context context = new Context();
    Stage load = c -> c.attributes.computeIfAbsent("table", key -> table);
    Stage touch =
        c -> {
          SgTable loaded = c.get("table", SgTable.class);
          Rig.check(loaded.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
        };
    new Pipeline().add(load).add(touch).run(context);
  }

  private static void reportsFoldOfStages(SgTable table) {
    List<UnaryOperator<Scatterlist>> steps = List.of(Scatterlist::next, e -> e, Scatterlist::next);
    Scatterlist entry = table.firstEntry();
    for (UnaryOperator<Scatterlist> step : steps) {
      entry = step.apply(entry);
    }
    Rig.check(entry.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }
}
