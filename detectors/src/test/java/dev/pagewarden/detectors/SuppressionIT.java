package dev.pagewarden.detectors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SpotBugs' own ways of not wanting to know. */
class SuppressionIT {
  private static final String ANNOTATION =
      """
      package shop;
      import java.lang.annotation.*;
      @Retention(RetentionPolicy.CLASS)
      @Target({ElementType.TYPE, ElementType.METHOD, ElementType.CONSTRUCTOR})
      public @interface SuppressFBWarnings { String[] value(); }
      """;

  @TempDir Path work;
  private Path api;

  @BeforeEach
  void make_the_api() throws Exception {
    api = ShapedApi.jar(work);
  }

  @Test
  void an_annotation_suppresses_in_its_method_only() throws Exception {
    assertReported(
        """
        package shop;
        import lib.dma.*;
        public class Camera {
          @SuppressFBWarnings("DMABUF_PAGE_ACCESS")
          Page quiet(DmaBuf b) {
            return b.mapAttachment(b.attach(), DmaDirection.TO_DEVICE).firstEntry().page();
          }
          Page loud(DmaBuf b) {
            return b.mapAttachment(b.attach(), DmaDirection.TO_DEVICE).firstEntry().page();
          }
        }
        """,
        "shop.Camera.loud(Llib/dma/DmaBuf;)Llib/dma/Page;:9");
  }

  @Test
  void the_abbreviation_suppresses_on_a_class_with_its_nested_classes() throws Exception {
    assertReported(
        """
        package shop;
        import lib.dma.*;
        @SuppressFBWarnings("DMABUF")
        public class Camera {
          Page own(DmaBuf b) {
            return b.mapAttachment(b.attach(), DmaDirection.TO_DEVICE).firstEntry().page();
          }
          static class Lens {
            Page nested(DmaBuf b) {
              return b.mapAttachment(b.attach(), DmaDirection.TO_DEVICE).firstEntry().page();
            }
          }
        }
        """);
  }

  @Test
  void an_annotation_on_a_nested_class_spares_nothing_around_it() throws Exception {
    assertReported(
        """
        package shop;
        import lib.dma.*;
        public class Camera {
          Page own(DmaBuf b) {
            return b.mapAttachment(b.attach(), DmaDirection.TO_DEVICE).firstEntry().page();
          }
          @SuppressFBWarnings("DMABUF_PAGE_ACCESS")
          static class Lens {
            Page nested(DmaBuf b) {
              return b.mapAttachment(b.attach(), DmaDirection.TO_DEVICE).firstEntry().page();
            }
          }
        }
        """,
        "shop.Camera.own(Llib/dma/DmaBuf;)Llib/dma/Page;:5");
  }

  @Test
  void an_annotation_on_a_method_covers_the_lambdas_in_it() throws Exception {
    assertReported(
        """
        package shop;
        import java.util.function.Supplier;
        import lib.dma.*;
        public class Camera {
          @SuppressFBWarnings("DMABUF_PAGE_ACCESS")
          Page quiet(DmaBuf b) {
            SgTable table = b.mapAttachment(b.attach(), DmaDirection.TO_DEVICE);
            Supplier<Page> reader = () -> table.firstEntry().page();
            return reader.get();
          }
          static Page loud(DmaBuf b) {
            SgTable table = b.mapAttachment(b.attach(), DmaDirection.TO_DEVICE);
            Supplier<Page> reader = () -> table.firstEntry().page();
            return reader.get();
          }
        }
        """,
        "shop.Camera.loud(Llib/dma/DmaBuf;)Llib/dma/Page;:13");
  }

  @Test
  void an_annotation_on_a_method_covers_lambdas_in_lambdas() throws Exception {
    assertReported(
        """
        package shop;
        import java.util.function.Supplier;
        import lib.dma.*;
        public class Camera {
          @SuppressFBWarnings("DMABUF_PAGE_ACCESS")
          Page quiet(DmaBuf b) {
            SgTable table = b.mapAttachment(b.attach(), DmaDirection.TO_DEVICE);
            Supplier<Supplier<Page>> reader = () -> () -> table.firstEntry().page();
            return reader.get().get();
          }
          Page loud(DmaBuf b) {
            SgTable table = b.mapAttachment(b.attach(), DmaDirection.TO_DEVICE);
            Supplier<Supplier<Page>> reader = () -> () -> table.firstEntry().page();
            return reader.get().get();
          }
        }
        """,
        "shop.Camera.loud(Llib/dma/DmaBuf;)Llib/dma/Page;:13");
  }

  @Test
  void an_annotation_on_a_method_of_an_anonymous_or_local_class_covers_it() throws Exception {
    assertReported(
        """
        package shop;
        import java.util.function.Supplier;
        import lib.dma.*;
        public class Camera {
          Page run(DmaBuf b) {
            SgTable table = b.mapAttachment(b.attach(), DmaDirection.TO_DEVICE);
            Supplier<Page> quiet = new Supplier<>() {
              @SuppressFBWarnings("DMABUF_PAGE_ACCESS")
              public Page get() {
                return table.firstEntry().page();
              }
            };
            Supplier<Page> loud = new Supplier<>() {
              public Page get() {
                return table.firstEntry().page();
              }
            };
            @SuppressFBWarnings("DMABUF_PAGE_ACCESS")
            class Local {
              Page get() {
                return table.firstEntry().page();
              }
            }
            return quiet.get() == loud.get() ? null : new Local().get();
          }
        }
        """,
        "shop.Camera$2.get()Llib/dma/Page;:15");
  }

  @Test
  void an_annotation_on_a_method_covers_the_classes_in_it() throws Exception {
    assertReported(
        """
        package shop;
        import java.util.function.Supplier;
        import lib.dma.*;
        public class Camera {
          @SuppressFBWarnings("DMABUF_PAGE_ACCESS")
          Page quiet(DmaBuf b) {
            SgTable table = b.mapAttachment(b.attach(), DmaDirection.TO_DEVICE);
            Supplier<Page> anonymous = new Supplier<>() {
              public Page get() {
                return table.firstEntry().page();
              }
            };
            class Local {
              class Inner {
                Supplier<Page> reader() {
                  return () -> table.firstEntry().page();
                }
              }
            }
            Supplier<Supplier<Page>> inLambda = () -> new Supplier<>() {
              public Page get() {
                return table.firstEntry().page();
              }
            };
            Page page = new Local().new Inner().reader().get();
            return page == anonymous.get() ? page : inLambda.get().get();
          }
          Page loud(DmaBuf b) {
            SgTable table = b.mapAttachment(b.attach(), DmaDirection.TO_DEVICE);
            return new Supplier<Page>() {
              public Page get() {
                return table.firstEntry().page();
              }
            }.get();
          }
        }
        """,
        "shop.Camera$3.get()Llib/dma/Page;:32");
  }

  @Test
  void an_annotation_on_a_constructor_covers_field_and_instance_initialisers() throws Exception {
    assertReported(
        """
        package shop;
        import java.util.function.Function;
        import lib.dma.*;
        public class Camera {
          static class Quiet {
            final Function<SgTable, Page> first = table -> table.firstEntry().page();
            final Page page;
            { page = first.apply(Buffers.map()); }
            @SuppressFBWarnings("DMABUF_PAGE_ACCESS")
            Quiet() {}
          }
          static class Loud {
            final Page page;
            { page = Buffers.map().firstEntry().page(); }
            Loud() {}
          }
        }
        class Buffers {
          static SgTable map() {
            DmaBuf b = new DmaBuf();
            return b.mapAttachment(b.attach(), DmaDirection.TO_DEVICE);
          }
        }
        """,
        "shop.Camera$Loud.<init>()V:14");
  }

  @Test
  void an_annotation_on_a_class_covers_its_static_initialiser() throws Exception {
    assertReported(
        """
        package shop;
        import lib.dma.*;
        public class Camera {
          @SuppressFBWarnings("DMABUF_PAGE_ACCESS")
          static class Quiet {
            static final Page PAGE = Buffers.map().firstEntry().page();
          }
          static class Loud {
            static final Page PAGE;
            static { PAGE = Buffers.map().firstEntry().page(); }
          }
        }
        class Buffers {
          static SgTable map() {
            DmaBuf b = new DmaBuf();
            return b.mapAttachment(b.attach(), DmaDirection.TO_DEVICE);
          }
        }
        """,
        "shop.Camera$Loud.<clinit>()V:10");
  }

  @Test
  void an_annotation_covers_record_members_and_default_methods() throws Exception {
    assertReported(
        """
        package shop;
        import lib.dma.*;
        public class Camera {
          interface Reader {
            SgTable table();
            @SuppressFBWarnings("DMABUF_PAGE_ACCESS")
            default Page quiet() {
              return table().firstEntry().page();
            }
            default Page loud() {
              return table().firstEntry().page();
            }
          }
          record Frame(SgTable table, Page page) implements Reader {
            @SuppressFBWarnings("DMABUF_PAGE_ACCESS")
            Frame {
              page = table.firstEntry().page();
            }
            @SuppressFBWarnings("DMABUF_PAGE_ACCESS")
            public Page page() {
              return table.firstEntry().page();
            }
            long number() {
              return table.firstEntry().page().pageFrameNumber();
            }
          }
          Object run(DmaBuf b) {
            Frame frame = new Frame(b.mapAttachment(b.attach(), DmaDirection.TO_DEVICE), null);
            return frame.quiet() == frame.loud() ? frame.page() : frame.number();
          }
        }
        """,
        "shop.Camera$Frame.number()J:24",
        "shop.Camera$Reader.loud()Llib/dma/Page;:11");
  }

  @Test
  void a_filter_file_excludes_by_pattern_and_method() throws Exception {
    Path filter = work.resolve("filter.xml");
    Files.writeString(
        filter,
        """
        <FindBugsFilter>
          <Match>
            <Bug pattern="DMABUF_PAGE_ACCESS"/>
            <Class name="shop.Camera"/>
            <Method name="show"/>
          </Match>
        </FindBugsFilter>
        """);
    Path classes = Sources.compile(work.resolve("classes"), List.of(api), Importers.CAMERA);
    assertEquals(1, spotBugs().analyze(classes).bugs().size());
    Report filtered = spotBugs().with("-exclude", filter.toString()).analyze(classes);
    assertEquals(List.of(), filtered.bugs());
  }

  @Test
  void a_filter_file_includes_by_category_and_rank() throws Exception {
    Path filter = work.resolve("filter.xml");
    Files.writeString(
        filter,
        """
        <FindBugsFilter>
          <Match>
            <Bug category="DMABUF"/>
            <Rank value="3"/>
          </Match>
        </FindBugsFilter>
        """);
    Path classes = Sources.compile(work.resolve("classes"), List.of(api), Importers.CAMERA);
    Report included = spotBugs().with("-include", filter.toString()).analyze(classes);
    assertEquals(1, included.bugs().size());
  }

  private void assertReported(String source, String... expected) throws Exception {
    Path classes = Sources.compile(work.resolve("classes"), List.of(api), ANNOTATION, source);
    Report report = spotBugs().analyze(classes);
    List<String> reported = report.of("DMABUF_PAGE_ACCESS").stream().map(Bug::where).toList();
    assertEquals(List.of(expected), reported, report.console());
  }

  private SpotBugs spotBugs() {
    return SpotBugs.latest(work).aux(api).with("-visitors", "PageAccessDetector");
  }
}
