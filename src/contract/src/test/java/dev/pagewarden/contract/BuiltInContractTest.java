package dev.pagewarden.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BuiltInContractTest {
  private static final String API = "dev/pagewarden/dmabuf/";
  private static final Contract CONTRACT = Contract.builtIn();

  private static Member find(String owner, String name, String descriptor) {
    return CONTRACT.find(owner, name, descriptor, null).orElseThrow();
  }

  private static boolean knows(String owner, String name, String descriptor) {
    return CONTRACT.find(owner, name, descriptor, null).isPresent();
  }

  @Test
  void the_names_for_a_first_look_are_the_contract_s() {
    assertEquals(CONTRACT.mapNames(), Contract.builtInMapNames());
    assertEquals(CONTRACT.tableNames(), Contract.builtInTableNames());
  }

  @Test
  void mapping_is_known_by_name_and_table_type_whatever_the_owner() {
    Member map = find("x/Whatever", "mapAttachment", "(Ljava/lang/Object;)Lx/y/SgTable;");
    assertEquals(Role.MAP, map.role());
    assertEquals(new Carrier(Subject.TABLE, Form.ONE), map.result());
    assertFalse(CONTRACT.resultNeedsCast(map, "()Lx/y/SgTable;"));
    assertTrue(CONTRACT.resultNeedsCast(map, "()Ljava/lang/Object;"));
  }

  @Test
  void mapping_that_returns_no_table_is_another_method() {
    assertFalse(knows("x/Mail", "mapAttachment", "(Ljava/lang/String;)Ljava/io/File;"));
    assertFalse(knows("x/Mail", "mapAttachment", "()V"));
    assertFalse(knows("x/Mail", "mapAttachment", "()[Lx/SgTable;"));
  }

  @Test
  void unmap_takes_the_table_wherever_it_stands() {
    String descriptor = "(Lx/DmaBufAttachment;Lx/SgTable;Lx/DmaDirection;)V";
    Member unmap = find("x/DmaBuf", "unmapAttachment", descriptor);
    assertEquals(Role.UNMAP, unmap.role());
    assertEquals(List.of(1), CONTRACT.operands(unmap, descriptor, null));
  }

  @Test
  void walking_entries_derives() {
    assertEquals(
        new Carrier(Subject.ENTRY, Form.ITERATOR),
        find(API + "SgTable", "iterator", "()Ljava/util/Iterator;").result());
    assertEquals(
        Role.DERIVE, find(API + "Scatterlist", "next", "()L" + API + "Scatterlist;").role());
    assertEquals(Subject.ENTRY, CONTRACT.elementsOf(Subject.TABLE).orElseThrow());
  }

  @Test
  void every_access_says_of_what_kind_it_is_and_what_to_do_instead() {
    for (Member member : CONTRACT.members()) {
      boolean access = member.role() == Role.ACCESS;
      assertEquals(access, member.kind() != null, member.toString());
      assertEquals(access, member.remedy() != null, member.toString());
      assertTrue(member.origin().matches("built-in\\.yaml:\\d+"), member.toString());
      boolean ownThing = member.role() == Role.MAP || member.role() == Role.CONSENT;
      assertEquals(ownThing, member.takes() == null, member.toString());
    }
  }

  @Test
  void members_of_a_page_are_accesses_but_those_of_object() {
    assertEquals(AccessKind.PAGE, find(API + "Page", "pageFrameNumber", "()J").kind());
    assertEquals(AccessKind.COPY, find(API + "Page", "map", "()Ljava/nio/ByteBuffer;").kind());
    assertEquals(
        new Carrier(Subject.PAGE, Form.ONE),
        find(API + "Page", "nth", "(I)L" + API + "Page;").result());
    assertFalse(knows(API + "Page", "equals", "(Ljava/lang/Object;)Z"));
    assertFalse(knows(API + "Page", "hashCode", "()I"));
    assertFalse(knows(API + "Page", "toString", "()Ljava/lang/String;"));
    assertFalse(knows(API + "Page", "<init>", "(J)V"));
    assertFalse(knows("x/Rage", "pageFrameNumber", "()J"));
  }

  @Test
  void subtypes_inherit_what_their_type_does() {
    Hierarchy hierarchy = type -> List.of(type, "x/SgTable", "java/lang/Object");
    Member pages = CONTRACT.find("x/Special", "pages", "()[Lx/Page;", hierarchy).orElseThrow();
    assertEquals(new Carrier(Subject.PAGE, Form.ARRAY), pages.result());
    assertTrue(CONTRACT.matches(pages, "x/Special", "pages", "()[Lx/Page;", hierarchy));
    assertFalse(CONTRACT.matches(pages, "x/Special", "pages", "()[Lx/Page;", null));
    assertEquals(Subject.TABLE, CONTRACT.subjectOf("x/Special", hierarchy).orElseThrow());
    assertTrue(CONTRACT.subjectOf("x/Special").isEmpty());
  }

  @Test
  void link_is_both_a_field_and_a_method() {
    assertTrue(find(API + "Scatterlist", "pageLink", "J").field());
    assertFalse(find(API + "Scatterlist", "pageLink", "()J").field());
  }

  @Test
  void array_of_pages_is_the_operand_of_vmap() {
    String descriptor = "([Lx/Page;)Ljava/nio/ByteBuffer;";
    Member vmap = find("x/Pages", "vmap", descriptor);
    assertEquals(List.of(0), CONTRACT.operands(vmap, descriptor, null));
    assertEquals(List.of(), CONTRACT.operands(vmap, "(Lx/Page;)Ljava/nio/ByteBuffer;", null));
  }

  @Test
  void append_reads_either_table() {
    String descriptor = "(Lx/SgTable;)V";
    Member append = find("x/SgTable", "append", descriptor);
    assertEquals(List.of(Member.RECEIVER, 0), CONTRACT.operands(append, descriptor, null));
  }

  @Test
  void walker_is_accused_where_it_gets_the_table() {
    Member walk = find("x/ScatterWalk", "<init>", "(Lx/SgTable;)V");
    assertEquals("new ScatterWalk()", walk.display());
    assertEquals(List.of(0), CONTRACT.operands(walk, "(Lx/SgTable;)V", null));
    Member copy = find("x/ScatterWalk", "copy", "(Ljava/nio/ByteBuffer;)J");
    assertEquals(List.of(), CONTRACT.operands(copy, "(Ljava/nio/ByteBuffer;)J", null));
  }

  @Test
  void dma_side_is_never_an_access() {
    for (String name : List.of("dmaAddresses", "nents", "dmaPages", "contiguousSize")) {
      assertEquals(Role.DMA, find(API + "SgTable", name, "()J").role());
    }
    assertEquals(
        new Carrier(Subject.ENTRY, Form.ITERABLE),
        find(API + "SgTable", "dmaEntries", "()Ljava/lang/Iterable;").result());
  }

  @Test
  void types_are_told_apart() {
    assertEquals(Subject.TABLE, CONTRACT.subjectOf("a/b/Outer$SgTable").orElseThrow());
    assertTrue(CONTRACT.subjectOf("a/b/MySgTable").isEmpty());
    assertTrue(CONTRACT.subjectOf("a/b/SgTable$Builder").isEmpty());
    assertTrue(CONTRACT.isApiType("a/b/DmaBuf"));
    assertTrue(CONTRACT.isApiType(API + "Iommu"));
    assertFalse(CONTRACT.isApiType("com/acme/Iommu"));
    assertTrue(CONTRACT.isExporter("a/b/DmaBufOps"));
    assertEquals("mapDmaBuf", CONTRACT.exporter("a/b/DmaBufOps").orElseThrow().mapMethod());
    assertTrue(CONTRACT.isConsentAnnotation("a/b/SharesPages"));
    assertEquals("name", CONTRACT.buffer("a/DmaBuf").orElseThrow().nameMember());
  }

  @Test
  void consent_is_asked_of_the_buffer() {
    Member consent = find(API + "DmaBuf", "sharesPages", "(L" + API + "DmaBufAttachment;)Z");
    assertEquals(Role.CONSENT, consent.role());
    assertEquals(Member.RECEIVER, consent.operand());
  }

  @Test
  void scrambling_keeps_the_low_eight_bits() {
    Scramble scramble = CONTRACT.scrambles().get(0);
    assertEquals("pageLink", scramble.linkField());
    assertEquals(~0xffL, scramble.mask());
  }

  @Test
  void vocabulary_hears_the_words_and_nothing_else() {
    assertEquals(Set.of("mapAttachment", "mapAttachmentUnlocked"), CONTRACT.mapNames());
    Vocabulary words = CONTRACT.vocabulary();
    assertEquals(Vocabulary.MAPS, words.mentions("mapAttachment"));
    assertEquals(Vocabulary.SUBJECTS, words.mentions("a/b/SgTable"));
    assertEquals(Vocabulary.SUBJECTS, words.mentions("(I[La/b/Outer$Page;J)V"));
    assertEquals(Vocabulary.SUBJECTS, words.mentions("(LScatterlist;)V"));
    assertEquals(Vocabulary.SUBJECTS, words.mentions("Ljava/util/List<La/SgTable;>;"));
    assertEquals(0, words.mentions("unmapAttachment2"));
    assertEquals(0, words.mentions("a/b/PageRanker"));
    assertEquals(0, words.mentions("a/LPage"));
    assertEquals(0, words.mentions("setPage"));
    assertEquals(0, words.mentions(""));
    assertEquals(0, words.mentions("ÄPage"));
    assertTrue(CONTRACT.mentionedIn(List.of("Code", "a/b/SgTable")));
    assertFalse(CONTRACT.mentionedIn(List.of("Code", "java/lang/String")));
  }
}
