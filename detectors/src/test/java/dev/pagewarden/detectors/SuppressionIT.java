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
      @Target({ElementType.TYPE, ElementType.METHOD})
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
