package flowkotlin

import dev.pagewarden.dmabuf.DmaDirection
import dev.pagewarden.dmabuf.Scatterlist
import dev.pagewarden.dmabuf.SgTable
import support.Rig

private fun SgTable.walk(): Sequence<Scatterlist> = sequence {
    var entry = firstEntry()
    while (true) {
        yield(entry)
        if (entry.isLast) break
        entry = entry.next()
    }
}

/** An iterator by hand. */
private class Entries(private val table: SgTable) : Iterable<Scatterlist> {
    override fun iterator() = object : Iterator<Scatterlist> {
        private var next: Scatterlist? = table.firstEntry()

        override fun hasNext() = next != null

        override fun next(): Scatterlist {
            val current = next!!
            next = if (current.isLast) null else current.next()
            return current
        }
    }
}

/** Runs every variant with an imported table. */
fun main() {
    Rig.buffer().use { buffer ->
        val attachment = buffer.attach(Rig.device("sequences"))
        val table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE)
        reportsAsSequence(table)
        acceptsSequenceOnDmaSide(table)
        reportsSequenceOf(table)
        reportsGenerateSequence(table)
        reportsYield(table)
        reportsYieldAll(table)
        reportsAccessInsideSequence(table)
        reportsOwnIterable(table)
        buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE)
        buffer.detach(attachment)
    }
}

private fun reportsAsSequence(table: SgTable) {
    val pages = listOf(table).asSequence()
        .filter { it.nents() == 4 }
        .map { it.pages().size } // expect: DMABUF_PAGE_ACCESS
        .sum()
    Rig.check(pages == 4, "four pages")
    val entry = listOf(table).asSequence().map { it.firstEntry() }.first()
    Rig.check(entry.page() != null, "a page") // expect: DMABUF_PAGE_ACCESS
}

private fun acceptsSequenceOnDmaSide(table: SgTable) {
    val bytes = table.asSequence().map { it.dmaLength() }.sum()
    Rig.check(bytes == Rig.FRAME_BYTES.toLong(), "all bytes")
    val ours = sequenceOf(table).map { Rig.ownTable() }.toList()
    Rig.check(ours[0].pages().size == 4, "four pages")
}

private fun reportsSequenceOf(table: SgTable) {
    for (some in sequenceOf(table)) {
        Rig.check(some.pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
    }
    sequenceOf(table).forEach { Rig.check(it.pages().size == 4, "") } // expect: DMABUF_PAGE_ACCESS
    val list = sequenceOf(table).toList()
    Rig.check(list[0].pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
}

private fun reportsGenerateSequence(table: SgTable) {
    val entries = generateSequence(table.firstEntry()) { if (it.isLast) null else it.next() }
    Rig.check(entries.count() == 4, "four entries")
    Rig.check(entries.last().page() != null, "a page") // expect: DMABUF_PAGE_ACCESS
}

private fun reportsYield(table: SgTable) {
    for (entry in table.walk()) {
        Rig.check(entry.page() != null, "a page") // expect: DMABUF_PAGE_ACCESS
    }
    val ours = Rig.ownTable().walk().map { it.page() }.toList()
    Rig.check(ours.size == 4, "four pages")
}

private fun reportsYieldAll(table: SgTable) {
    val tables = sequence {
        yield(Rig.ownTable())
        yieldAll(listOf(table))
    }
    Rig.check(tables.last().pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
}

private fun reportsAccessInsideSequence(table: SgTable) {
    val pages = sequence {
        for (entry in table) {
            yield(entry.page()) // expect: DMABUF_PAGE_ACCESS
        }
    }
    Rig.check(pages.count() == 4, "four pages")
}

private fun reportsOwnIterable(table: SgTable) {
    for (entry in Entries(table)) {
        Rig.check(entry.page() != null, "a page") // expect: DMABUF_PAGE_ACCESS
    }
    Rig.check(Entries(table).map { it.dmaLength() }.sum() == Rig.FRAME_BYTES.toLong(), "all bytes")
    Rig.check(Entries(Rig.ownTable()).all { it.page() != null }, "pages")
}
