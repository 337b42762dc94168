package dev.pagewarden.dmabuf;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;

/**
 * A scatter/gather table: pages for the CPU, DMA segments for a device, in one list of entries; the
 * kernel's {@code struct sg_table}.
 *
 * <p>Exporters make tables ({@link #ofPages(List)}, {@link #ofRun}, {@link #ofDma}) and have the
 * DMA side filled in by {@link DmaApi#mapSgTable}. Importers borrow them from {@link
 * DmaBuf#mapAttachment} and read the DMA side: {@link #dmaEntries()}, {@link #dmaPages()}, {@link
 * #dmaAddresses()}, {@link #nents()}, {@link #contiguousSize()}. Everything that goes by pages is
 * the exporter's.
 *
 * <p>A table that was freed has no entries. Tables are not thread-safe; one side owns a table at a
 * time.
 */
public final class SgTable implements Iterable<Scatterlist> {
  private final EntryArrays entries = new EntryArrays();
  private final DmaMappings mappings = new DmaMappings();
  private int nents;
  private int origNents;
  private boolean freed;

  private SgTable(int count) {
    entries.grow(count);
    nents = count;
    origNents = count;
  }

  // -----------------------------------------------------------------------------------------------
  // Making tables
  // -----------------------------------------------------------------------------------------------

  /**
   * Makes a table of whole pages, an entry each; {@code sg_alloc_table} and {@code sg_set_page}.
   *
   * @param pages the pages in order; not empty
   * @return a table that is not mapped for any device yet
   * @throws IllegalArgumentException if there are no pages
   */
  public static SgTable ofPages(List<Page> pages) {
    if (pages.isEmpty()) {
      throw new IllegalArgumentException("a table needs at least one page.");
    }
    SgTable table = new SgTable(pages.size());
    Scatterlist entry = table.firstEntry();
    for (Page page : pages) {
      entry.setPage(page, Page.SIZE, 0);
      entry = entry.next();
    }
    return table;
  }

  /**
   * Makes a table of whole pages, an entry each.
   *
   * @param pages the pages in order; not empty
   * @return a table that is not mapped for any device yet
   */
  public static SgTable ofPages(Page... pages) {
    return ofPages(Arrays.asList(pages));
  }

  /**
   * Makes a table of one entry over a run of adjacent page frames, as {@code
   * sg_alloc_table_from_pages} does where pages are adjacent.
   *
   * @param first the first page
   * @param offset where in it the run begins, in bytes
   * @param length bytes, more than 0
   * @return a table that is not mapped for any device yet
   */
  public static SgTable ofRun(Page first, int offset, int length) {
    SgTable table = new SgTable(1);
    table.firstEntry().setPage(first, length, offset);
    return table;
  }

  /**
   * Makes a table of memory that has no pages: the entries have DMA segments only, {@link
   * Scatterlist#page()} is null, {@link Scatterlist#length()} and {@link #origNents()} are 0.
   *
   * <p>Kernel rule: {@code fill_sg_entry} in {@code drivers/vfio/pci} and habanalabs' exporter.
   *
   * @param segments where the device sees the memory; not empty
   * @return a table that is ready to be lent
   */
  public static SgTable ofDma(DmaSegment... segments) {
    if (segments.length == 0) {
      throw new IllegalArgumentException("a table needs at least one segment.");
    }
    SgTable table = new SgTable(segments.length);
    table.setSegments(List.of(segments));
    table.origNents = 0;
    return table;
  }

  // -----------------------------------------------------------------------------------------------
  // Walking entries and the DMA side
  // -----------------------------------------------------------------------------------------------

  /**
   * The first entry.
   *
   * @return null if the table was freed
   */
  public Scatterlist firstEntry() {
    return entries.first();
  }

  /**
   * Walks the entries to the end marker, whatever the counts say.
   *
   * @return an iterator that removes nothing
   */
  @Override
  public Iterator<Scatterlist> iterator() {
    return new EntryIterator(firstEntry(), Integer.MAX_VALUE);
  }

  /**
   * How many DMA segments there are; {@code sg_table.nents}.
   *
   * @return as many as entries until the table is mapped; 0 once it was freed
   */
  public int nents() {
    return nents;
  }

  /**
   * How many entries have pages; {@code sg_table.orig_nents}. CPU side: for DMA, {@link #nents()}
   * counts.
   *
   * @return 0 for memory without pages, and once the table was freed
   */
  public int origNents() {
    return origNents;
  }

  /**
   * The entries that carry DMA segments; {@code for_each_sgtable_dma_sg}.
   *
   * @return the first {@link #nents()} entries; what is read from them should be their DMA side
   */
  public Iterable<Scatterlist> dmaEntries() {
    return () -> new EntryIterator(firstEntry(), nents);
  }

  /**
   * Walks the DMA segments page by page; {@code for_each_sgtable_dma_page}.
   *
   * @return an iterator of DMA addresses
   */
  public DmaPageIterator dmaPages() {
    return new DmaPageIterator(dmaEntries().iterator());
  }

  /**
   * The DMA address of each page of the segments; {@code drm_prime_sg_to_dma_addr_array}.
   *
   * @return a new array, an address for every {@link Page#SIZE} bytes
   */
  public long[] dmaAddresses() {
    long[] addresses = new long[16];
    int count = 0;
    for (DmaPageIterator walk = dmaPages(); walk.hasNext(); count++) {
      if (count == addresses.length) {
        addresses = Arrays.copyOf(addresses, 2 * count);
      }
      addresses[count] = walk.nextLong();
    }
    return Arrays.copyOf(addresses, count);
  }

  /**
   * How much the device sees in one run from the first DMA address on; {@code
   * drm_prime_get_contiguous_size}.
   *
   * @return bytes
   */
  public long contiguousSize() {
    long size = 0;
    long expected = 0;
    for (Scatterlist entry : dmaEntries()) {
      if (size > 0 && entry.dmaAddress() != expected) {
        break;
      }
      size += entry.dmaLength();
      expected = entry.dmaAddress() + entry.dmaLength();
    }
    return size;
  }

  // -----------------------------------------------------------------------------------------------
  // CPU side
  // -----------------------------------------------------------------------------------------------

  /**
   * All pages of the table; {@code drm_prime_sg_to_page_array}.
   *
   * @return a new array of new handles; empty for memory without pages
   * @throws PageFault if a link leads to no page
   */
  public Page[] pages() {
    List<Page> pages = new ArrayList<>();
    forEachPage(pages::add);
    return pages.toArray(new Page[0]);
  }

  /**
   * Calls back for each page in order; {@code for_each_sgtable_page}.
   *
   * @param action what to do with a page
   * @throws PageFault if a link leads to no page
   */
  public void forEachPage(Consumer<? super Page> action) {
    pageIterator().forEachRemaining(action);
  }

  /**
   * Walks the pages; {@code __sg_page_iter_start} and {@code sg_page_iter_page}.
   *
   * @return an iterator that throws {@link PageFault} at a link that leads to no page
   */
  public Iterator<Page> pageIterator() {
    Iterator<Piece> pieces = new PieceIterator(this);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return pieces.hasNext();
      }

      @Override
      public Page next() {
        return pieces.next().page();
      }
    };
  }

  /**
   * Walks the bytes behind the table, mapped page by page; {@code sg_miter_start}.
   *
   * @return a walk that stands before the first piece
   */
  public MappingIterator mappingIterator() {
    return new MappingIterator(this);
  }

  /**
   * Copies the bytes behind the table; {@code sg_copy_to_buffer}.
   *
   * @param target takes as many as it has room for, at its position
   * @return how many bytes were copied
   * @throws PageFault if a link leads to no page
   */
  public long copyTo(ByteBuffer target) {
    return copyTo(target, 0);
  }

  /**
   * Copies the bytes behind the table, from some byte on; {@code sg_pcopy_to_buffer}.
   *
   * @param target takes as many as it has room for, at its position
   * @param skip how many bytes to leave out first
   * @return how many bytes were copied
   * @throws PageFault if a link leads to no page
   */
  public long copyTo(ByteBuffer target, long skip) {
    return TableBytes.move(this, skip, target.remaining(), (memory, count) -> target.put(memory));
  }

  /**
   * Copies bytes into the memory behind the table; {@code sg_copy_from_buffer}.
   *
   * @param source gives as many as it has, from its position
   * @return how many bytes were copied
   * @throws PageFault if a link leads to no page
   */
  public long copyFrom(ByteBuffer source) {
    return copyFrom(source, 0);
  }

  /**
   * Copies bytes into the memory behind the table, from some byte on; {@code sg_pcopy_from_buffer}.
   *
   * @param source gives as many as it has, from its position
   * @param skip how many bytes of the table to leave alone first
   * @return how many bytes were copied
   * @throws PageFault if a link leads to no page
   */
  public long copyFrom(ByteBuffer source, long skip) {
    return TableBytes.move(
        this,
        skip,
        source.remaining(),
        (memory, count) -> {
          memory.put(source.slice(source.position(), count));
          source.position(source.position() + count);
        });
  }

  /**
   * Fills the memory behind the table with zeroes; {@code sg_zero_buffer}.
   *
   * @throws PageFault if a link leads to no page
   */
  public void zero() {
    TableBytes.move(
        this, 0, Long.MAX_VALUE, (memory, count) -> memory.put(ByteBuffer.allocate(count)));
  }

  // -----------------------------------------------------------------------------------------------
  // Editing, for the owner of the table
  // -----------------------------------------------------------------------------------------------

  /**
   * Makes a table over the same pages that is not mapped for any device; what {@code dup_sg_table}
   * of the system heap does.
   *
   * @return a new table
   * @throws PageFault if a link leads to no page
   */
  public SgTable cloneEntries() {
    return TableEdits.cloneOf(this);
  }

  /**
   * Takes over the entries of another table behind the own; {@code
   * sg_alloc_append_table_from_pages} and {@code sg_chain}.
   *
   * @param other loses its entries; not mapped for any device
   * @throws IllegalArgumentException if either is mapped, or both are the same
   */
  public void append(SgTable other) {
    TableEdits.append(this, other);
  }

  /**
   * Cuts the table's CPU side in pieces; {@code sg_split}. This table stays as it is.
   *
   * @param sizes bytes of each piece, more than 0 each, together no more than there are
   * @return a new table for each size, not mapped for any device
   * @throws IllegalArgumentException if there are not as many bytes
   * @throws PageFault if a link leads to no page
   */
  public SgTable[] split(long... sizes) {
    return TableEdits.split(this, sizes);
  }

  /**
   * Frees the entries, not the pages; {@code sg_free_table}. A table that is mapped for a device is
   * to be unmapped first.
   *
   * @throws TableFreedException if that was done before
   */
  public void free() {
    requireNotFreed("freed twice");
    empty();
    freed = true;
  }

  // -----------------------------------------------------------------------------------------------
  // For the rest of the package
  // -----------------------------------------------------------------------------------------------

  static SgTable ofEntries(int count) {
    return new SgTable(count);
  }

  DmaMappings mappings() {
    return mappings;
  }

  void requireNotFreed(String what) {
    if (freed) {
      throw new TableFreedException(
          "table", what, "free a table once, in unmapDmaBuf, and use it before");
    }
  }

  /** Adds entries without pages at the end and returns the first of them. */
  Scatterlist grow(int count) {
    Scatterlist last = null;
    for (Scatterlist entry : this) {
      last = entry;
    }
    entries.grow(count);
    nents += count;
    origNents += count;
    return last == null ? firstEntry() : last.next();
  }

  void empty() {
    entries.clear();
    nents = 0;
    origNents = 0;
  }

  /** Writes the DMA segments over those that were there. */
  void setSegments(List<DmaSegment> segments) {
    nents = segments.size();
    Iterator<DmaSegment> left = segments.iterator();
    for (Scatterlist entry : this) {
      entry.setSegment(left.hasNext() ? left.next() : null);
    }
  }

  /** Walks entries, to the end or to a count, whatever comes first. */
  private static final class EntryIterator implements Iterator<Scatterlist> {
    private Scatterlist entry;
    private int left;

    EntryIterator(Scatterlist first, int count) {
      this.entry = first;
      this.left = count;
    }

    @Override
    public boolean hasNext() {
      return entry != null && left > 0;
    }

    @Override
    public Scatterlist next() {
      if (!hasNext()) {
        throw new NoSuchElementException("the table has no more entries");
      }
      Scatterlist current = entry;
      entry = current.next();
      left--;
      return current;
    }
  }
}
