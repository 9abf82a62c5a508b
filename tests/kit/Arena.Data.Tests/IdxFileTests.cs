using System.IO.Compression;
using static Arena.Data.Tests.IdxBytes;
using static TorchSharp.torch;

namespace Arena.Data.Tests;

public sealed class IdxFileTests
{
    // 2 pictures of 2 rows and 3 columns.
    private static readonly byte[] pictures =
        [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3, 0, 1, 2, 3, 4, 5, 250, 251, 252, 253, 254, 255];

    private static readonly byte[] labels = [0, 0, 8, 1, 0, 0, 0, 4, 9, 0, 3, 7];

    [Fact]
    public void Pictures_are_read_row_by_row()
    {
        var x = Read(pictures);
        x.dtype.Should().Be(ScalarType.Byte);
        x.shape.Should().Equal(2, 2, 3);
        x[0, 0, 2].item<byte>().Should().Be(2);
        x[0, 1, 0].item<byte>().Should().Be(3);
        x[1, 1, 2].item<byte>().Should().Be(255);
    }

    [Fact]
    public void Labels_are_a_row()
    {
        var x = Read(labels);
        x.shape.Should().Equal(4);
        x.data<byte>().ToArray().Should().Equal(9, 0, 3, 7);
    }

    [Theory]
    [InlineData(CompressionLevel.Optimal)]
    [InlineData(CompressionLevel.NoCompression)]
    public void A_compressed_file_is_the_same_file(CompressionLevel level)
    {
        var x = Read(Packed(pictures, level));
        x.shape.Should().Equal(2, 2, 3);
        x.data<byte>().ToArray().Should().Equal(pictures[16..]);
    }

    [Fact]
    public void A_file_is_read_whatever_it_is_called()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.idx");
        try
        {
            File.WriteAllBytes(path, Packed(labels));
            IdxFile.Read(path).shape.Should().Equal(4);
            File.WriteAllBytes(path, [1]);
            FluentActions.Invoking(() => IdxFile.Read(path)).Should().Throw<DataFileException>()
                .Which.File.Should().Be(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void No_elements_are_no_mistake() => Read([0, 0, 8, 2, 0, 0, 0, 0, 0, 0, 0, 3]).shape.Should().Equal(0, 3);

    [Fact]
    public void A_large_file_is_read_to_its_end()
    {
        var content = new byte[(3 << 20) + 5];
        new Random(3).NextBytes(content);
        byte[] file = [0, 0, 8, 1, 0, 0x30, 0, 5, .. content];
        Read(file).data<byte>().ToArray().AsSpan().SequenceEqual(content).Should().BeTrue();
        Read(Packed(file)).data<byte>().ToArray().AsSpan().SequenceEqual(content).Should().BeTrue();
    }

    [Theory]
    [InlineData(new byte[0], "this is no IDX file: it does not begin with two zeros and a type.")]
    [InlineData(new byte[] { 0, 0, 8 }, "this is no IDX file: it does not begin with two zeros and a type.")]
    [InlineData(new byte[] { 0x50, 0x4b, 3, 4 }, "this is no IDX file: it does not begin with two zeros and a type.")]
    [InlineData(new byte[] { 0, 1, 8, 1, 0, 0, 0, 0 }, "this is no IDX file: it does not begin with two zeros and a type.")]
    [InlineData(new byte[] { 0, 0, 0x0d, 1 }, "its elements have type 0x0d; only bytes (0x08) are read, as images and labels are.")]
    [InlineData(new byte[] { 0, 0, 8, 0 }, "it states 0 axes; there should be 1 to 8.")]
    [InlineData(new byte[] { 0, 0, 8, 9 }, "it states 9 axes; there should be 1 to 8.")]
    [InlineData(new byte[] { 0, 0, 8, 2, 0, 0, 0, 1, 0, 0 }, "it ends within its header. Get the file anew.")]
    [InlineData(
        new byte[] { 0, 0, 8, 1, 0, 0, 0, 3, 1, 2 },
        "it is cut off: its header states 3 = 3 elements, but there are 2. Get the file anew.")]
    [InlineData(
        new byte[] { 0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0, 2, 1, 2, 3 },
        "it does not end where it should: its header states 1 × 2 = 2 elements, and there is more. Get the file anew.")]
    [InlineData(
        new byte[] { 0, 0, 8, 2, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff },
        "it states more than 1073741824 elements, which no file of the kit's has. Get the file anew.")]
    [InlineData(
        new byte[] { 0, 0, 8, 3, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0 },
        "it states more than 1073741824 elements, which no file of the kit's has. Get the file anew.")]
    public void What_is_wrong_with_a_file_is_said(byte[] content, string problem)
    {
        Message(content).Should().Be($"some.idx: {problem}");
        if (content.Length > 0) Message(Packed(content)).Should().Be($"some.idx: {problem}");
    }

    [Fact]
    public void A_damaged_archive_is_named()
    {
        var file = Packed(pictures, CompressionLevel.NoCompression);
        // What follows the header of gzip, 10 bytes, says how the first block is packed: 7 is no way.
        file[10] = 7;
        Message(file).Should().Be("some.idx: its compressed content is damaged. Get the file anew.");
        Message(Packed(pictures)[..20]).Should().StartWith("some.idx: it");
    }

    [Fact]
    public void A_header_alone_takes_no_memory()
    {
        byte[] claims = [0, 0, 8, 1, 0x40, 0, 0, 0, 1, 2, 3];
        var before = GC.GetAllocatedBytesForCurrentThread();
        Message(claims).Should().Contain("is cut off");
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(8 << 20);
    }

    [Fact]
    public void A_damaged_file_is_read_or_named_but_never_breaks_anything()
    {
        var random = new Random(5);
        var (read, named) = (0, 0);
        for (var i = 0; i < 20_000; i++)
        {
            var file = (i % 4) switch { 0 => labels, 1 => pictures, 2 => Packed(labels), _ => Packed(pictures) };
            var damaged = file[..random.Next(Math.Max(1, file.Length - random.Next(8)), file.Length + 1)].ToArray();
            for (var hits = random.Next(4); hits > 0; hits--)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            try
            {
                using var x = Read(damaged);
                x.numel().Should().BeLessThan(1 << 20);
                read++;
            }
            catch (DataFileException)
            {
                named++;
            }
        }
        read.Should().BeGreaterThan(1000);
        named.Should().BeGreaterThan(1000);
    }

    [Theory]
    [InlineData("some.idx")]
    [InlineData("deep/down/some.idx.gz")]
    public void What_is_written_is_read_again(string name)
    {
        var folder = Directory.CreateTempSubdirectory("arena-idx-").FullName;
        try
        {
            var path = Path.Combine(folder, name);
            IdxFile.Write(tensor(pictures[16..], [2, 2, 3], dtype: ScalarType.Byte), path);
            var content = File.ReadAllBytes(path);
            (content[0] == 0x1f).Should().Be(name.EndsWith(".gz", StringComparison.Ordinal));
            if (content[0] == 0) content.Should().Equal(pictures);
            IdxFile.Read(path).data<byte>().ToArray().Should().Equal(pictures[16..]);

            // Over the old one, in the order of its elements and not of its memory.
            IdxFile.Write(tensor(new byte[] { 1, 2, 3, 4, 5, 6 }, [2, 3]).t(), path);
            var turned = IdxFile.Read(path);
            turned.shape.Should().Equal(3, 2);
            turned.data<byte>().ToArray().Should().Equal(1, 4, 2, 5, 3, 6);
            IdxFile.Write(zeros([0, 3], ScalarType.Byte), path);
            IdxFile.Read(path).shape.Should().Equal(0, 3);
            IdxFile.Write(arange(300_000).remainder(251).to(ScalarType.Byte), path);
            IdxFile.Read(path).Equals(arange(300_000).remainder(251).to(ScalarType.Byte)).Should().BeTrue();
            Directory.EnumerateFiles(Path.GetDirectoryName(path)!).Should().Equal(path);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void What_is_no_idx_file_is_not_written()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.idx");
        FluentActions.Invoking(() => IdxFile.Write(zeros(3), path)).Should().Throw<ArgumentException>()
            .WithMessage("An IDX file holds bytes here, but these are Float32.*");
        FluentActions.Invoking(() => IdxFile.Write(zeros([], ScalarType.Byte), path))
            .Should().Throw<ArgumentException>()
            .WithMessage("An IDX file has 1 to 8 axes, but this has 0.*");
        File.Exists(path).Should().BeFalse();
    }

    private static Tensor Read(byte[] content) => IdxFile.Read(new MemoryStream(content), "some.idx");

    private static string Message(byte[] content) =>
        FluentActions.Invoking(() => Read(content)).Should().Throw<DataFileException>().Which.Message;
}
