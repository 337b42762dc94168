package dev.pagewarden.detectors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pagewarden.detectors.flow.DirectorySource;
import dev.pagewarden.detectors.flow.Finding;
import dev.pagewarden.detectors.flow.FlowAnalysis;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a finding's path tells of each way that a table can go. */
class PathTest {
  @TempDir Path work;

  @Test
  void a_table_passed_and_returned() throws Exception {
    assertPath(
        """
        void run(DmaBuf b) {
          Page page = first(map(b)).page();
        }
        static SgTable map(DmaBuf b) {
          return b.mapAttachment(b.attach(), DmaDirection.TO_DEVICE);
        }
        static Scatterlist first(SgTable table) {
          return table.firstEntry();
        }
        """,
        "Mapped by DmaBuf.mapAttachment() at 9",
        "Returned from Camera.map() at 6",
        "Passed to Camera.first() at 6",
        "Returned from Camera.first() at 6",
        "Touched by Scatterlist.page() at 6");
  }

  @Test
  void a_table_stored_in_a_field_of_an_object_that_is_passed_on() throws Exception {
    assertPath(
        """
        void run(DmaBuf b) {
          Holder holder = new Holder(b.mapAttachment(b.attach(), DmaDirection.TO_DEVICE));
          show(holder);
        }
        void show(Holder holder) {
          read(holder);
        }
        void read(Holder holder) {
          Page page = holder.table.firstEntry().page();
        }
        static class Holder {
          final SgTable table;
          Holder(SgTable table) {
            this.table = table;
          }
        }
        """,
        "Mapped by DmaBuf.mapAttachment() at 6",
        "Passed to new Camera.Holder() at 6",
        "Stored in field Camera.Holder.table at 18",
        "Passed to Camera.show() at 7",
        "Passed to Camera.read() at 10",
        "Touched by Scatterlist.page() at 13");
  }

  @Test
  void a_helper_that_another_caller_gave_a_table_before() throws Exception {
    assertPath(
        """
        void configure(DmaBuf b) {
          long address = first(List.of(map(b))).firstEntry().dmaAddress();
        }
        void run(DmaBuf b) {
          List<SgTable> tables = List.of(map(b));
          Page page = first(tables).firstEntry().page();
        }
        static SgTable map(DmaBuf b) {
          return b.mapAttachment(b.attach(), DmaDirection.TO_DEVICE);
        }
        static SgTable first(List<SgTable> tables) {
          return tables.get(0);
        }
        """,
        "Mapped by DmaBuf.mapAttachment() at 13",
        "Returned from Camera.map() at 9",
        "Stored by List.of() at 9",
        "Returned from Camera.first() at 10",
        "Touched by Scatterlist.page() at 10");
  }

  @Test
  void a_table_kept_by_one_callback_and_touched_in_another() throws Exception {
    assertPath(
        """
        private SgTable table;
        public void start(DmaBuf b) {
          table = b.mapAttachment(b.attach(), DmaDirection.TO_DEVICE);
        }
        public void frame() {
          Page page = table.firstEntry().page();
        }
        """,
        "Mapped by DmaBuf.mapAttachment() at 7",
        "Stored in field Camera.table at 7",
        "Touched by Scatterlist.page() at 10");
  }

  @Test
  void a_table_in_a_list_that_is_returned() throws Exception {
    assertPath(
        """
        void run(DmaBuf b) {
          for (SgTable table : all(b)) {
            Page page = table.firstEntry().page();
          }
        }
        static List<SgTable> all(DmaBuf b) {
          List<SgTable> tables = new ArrayList<>();
          tables.add(b.mapAttachment(b.attach(), DmaDirection.TO_DEVICE));
          return tables;
        }
        """,
        "Mapped by DmaBuf.mapAttachment() at 12",
        "Stored by List.add() at 12",
        "Returned from Camera.all() at 6",
        "Touched by Scatterlist.page() at 7");
  }

  @Test
  void pages_taken_kept_in_an_array_and_used_elsewhere() throws Exception {
    assertPath(
        """
        private Page[] pages;
        public void start(DmaBuf b) {
          pages = b.mapAttachment(b.attach(), DmaDirection.TO_DEVICE).pages();
        }
        public long frame() {
          return pages[0].pageFrameNumber();
        }
        """,
        "Mapped by DmaBuf.mapAttachment() at 7",
        "Taken by SgTable.pages() at 7",
        "Stored in field Camera.pages at 7",
        "Touched by Page.pageFrameNumber() at 10");
  }

  @Test
  void a_table_captured_by_a_lambda_in_a_lambda() throws Exception {
    assertPath(
        """
        void run(DmaBuf b) {
          SgTable table = b.mapAttachment(b.attach(), DmaDirection.TO_DEVICE);
          Supplier<Supplier<Page>> pages =
              () ->
                  () -> table.firstEntry().page();
          pages.get().get();
        }
        """,
        "Mapped by DmaBuf.mapAttachment() at 6",
        "Captured at 7",
        "Passed to the lambda in Camera.run() at 10",
        "Captured at 9",
        "Passed to the lambda in Camera.run() at 10",
        "Touched by Scatterlist.page() at 9");
  }

  @Test
  void a_table_captured_by_an_anonymous_class() throws Exception {
    assertPath(
        """
        void run(DmaBuf b) {
          SgTable table = b.mapAttachment(b.attach(), DmaDirection.TO_DEVICE);
          Supplier<Page> pages = new Supplier<>() {
            @Override
            public Page get() {
              return table.firstEntry().page();
            }
          };
          pages.get();
        }
        """,
        "Mapped by DmaBuf.mapAttachment() at 6",
        "Passed to new Camera$1() at 7",
        "Captured as table at 7",
        "Passed to Camera$1.get() at 13",
        "Touched by Scatterlist.page() at 10");
  }

  @Test
  void a_table_through_a_stream_and_a_bridge() throws Exception {
    assertPath(
        """
        void run(DmaBuf b) {
          Stream.of(b.mapAttachment(b.attach(), DmaDirection.TO_DEVICE))
              .map(SgTable::firstEntry)
              .forEach(new Reader());
        }
        static class Reader implements Consumer<Scatterlist> {
          @Override
          public void accept(Scatterlist entry) {
            entry.page();
          }
        }
        """,
        "Mapped by DmaBuf.mapAttachment() at 6",
        "Passed to Camera.Reader.accept() at 8",
        "Touched by Scatterlist.page() at 13");
  }

  @Test
  void a_table_that_an_exception_carries() throws Exception {
    assertPath(
        """
        void run(DmaBuf b) {
          try {
            open(b);
          } catch (Refused e) {
            Page page = e.table.firstEntry().page();
          }
        }
        void open(DmaBuf b) throws Refused {
          throw new Refused(b.mapAttachment(b.attach(), DmaDirection.TO_DEVICE));
        }
        static class Refused extends Exception {
          final transient SgTable table;
          Refused(SgTable table) {
            this.table = table;
          }
        }
        """,
        "Mapped by DmaBuf.mapAttachment() at 13",
        "Passed to new Camera.Refused() at 13",
        "Stored in field Camera.Refused.table at 18",
        "Thrown at 13",
        "Touched by Scatterlist.page() at 9");
  }

  @Test
  void a_page_touched_by_reflection_in_a_future() throws Exception {
    assertPath(
        """
        void run(DmaBuf b) throws Exception {
          SgTable table = b.mapAttachment(b.attach(), DmaDirection.TO_DEVICE);
          Scatterlist entry =
              CompletableFuture.supplyAsync(() -> table.firstEntry()).get();
          Scatterlist.class.getMethod("page").invoke(entry);
        }
        """,
        "Mapped by DmaBuf.mapAttachment() at 6",
        "Captured at 7",
        "Passed to the lambda in Camera.run() at 8",
        "Returned from the lambda in Camera.run() at 8",
        "Stored by CompletableFuture.supplyAsync() at 8",
        "Touched by Scatterlist.page() at 9");
  }

  @Test
  void a_table_stored_by_reflection() throws Exception {
    assertPath(
        """
        SgTable table;
        void run(DmaBuf b) throws Exception {
          Camera.class.getDeclaredField("table")
              .set(this, b.mapAttachment(b.attach(), DmaDirection.TO_DEVICE));
          Page page = table.firstEntry().page();
        }
        """,
        "Mapped by DmaBuf.mapAttachment() at 8",
        "Stored in field Camera.table at 8",
        "Touched by Scatterlist.page() at 9");
  }

  @Test
  void a_table_that_many_entries_hand_on_from_field_to_field() throws Exception {
    int last = 20;
    StringBuilder body = new StringBuilder("void run() { Page page = f" + last);
    body.append(".firstEntry().page(); }\n");
    List<String> path = new ArrayList<>();
    path.add("Mapped by DmaBuf.mapAttachment() at " + (6 + last));
    path.add("Stored in field Camera.f0 at " + (6 + last));
    for (int i = last; i > 0; i--) {
      body.append("SgTable f%d; void hand%d() { f%d = f%d; }%n".formatted(i, i, i, i - 1));
    }
    for (int i = 1; i <= last; i++) {
      path.add("Stored in field Camera.f" + i + " at " + (6 + last - i));
    }
    body.append("SgTable f0; void map(DmaBuf b) throws Exception {");
    body.append(" f0 = b.mapAttachment(b.attach(), DmaDirection.TO_DEVICE); }\n");
    path.add("Touched by Scatterlist.page() at 5");
    assertPath(body.toString(), path.toArray(String[]::new));
  }

  /** Checks the path of the one finding in a class body that begins on line 5. */
  private void assertPath(String body, String... expected) throws IOException {
    String source =
        """
        package shop;
        import lib.dma.*; import java.util.*; import java.util.function.*;
        import java.util.concurrent.*; import java.util.stream.*;
        public class Camera {
        """
            + body
            + "}\n";
    Path api = ShapedApi.jar(work);
    Path classes = Sources.compile(work.resolve("classes"), List.of(api), source);
    List<Finding> findings =
        new FlowAnalysis(new DirectorySource(classes, work.resolve("api")))
            .analyze(Companions.in(List.of(classes), List.of()), new TreeSet<>())
            .findings();
    List<List<String>> paths = findings.stream().map(PathTest::text).toList();
    String touched = expected[expected.length - 1];
    assertEquals(
        List.of(List.of(expected)), paths.stream().filter(p -> p.contains(touched)).toList());
  }

  private static List<String> text(Finding finding) {
    return finding.path().stream()
        .map(step -> step.role() + " " + step.location().site().line())
        .toList();
  }
}
