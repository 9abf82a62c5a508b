using static Arena.Data.Tests.IdxBytes;
using static TorchSharp.torch;

namespace Arena.Data.Tests;

public sealed class LabelledImagesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("arena-data-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Both_parts_are_read_compressed_or_not()
    {
        Write("train-images-idx3-ubyte", Of([2, 1, 2], 1, 2, 3, 255));
        Write("train-labels-idx1-ubyte.gz", Packed(Of([2], 9, 4)));
        Write("t10k-images-idx3-ubyte.gz", Packed(Of([1, 1, 2], 7, 8)));
        Write("t10k-labels-idx1-ubyte", Of([1], 5));

        using var train = LabelledImages.Read(folder, train: true);
        train.Images.shape.Should().Equal(2, 1, 2);
        train.Images[1, 0, 1].item<byte>().Should().Be(255);
        train.Labels.dtype.Should().Be(ScalarType.Int64);
        train.Labels.data<long>().ToArray().Should().Equal(9, 4);
        using var test = LabelledImages.Read(folder, train: false);
        test.Images.data<byte>().ToArray().Should().Equal(7, 8);
        test.Labels.data<long>().ToArray().Should().Equal(5);
    }

    [Fact]
    public void What_is_not_there_is_named()
    {
        FluentActions.Invoking(() => LabelledImages.Read(Path.Combine(folder, "nowhere"), train: true))
            .Should().Throw<DirectoryNotFoundException>().WithMessage("There is no folder *nowhere.");
        Write("train-images-idx3-ubyte", Of([1, 1, 1], 1));
        FluentActions.Invoking(() => LabelledImages.Read(folder, train: true)).Should().Throw<FileNotFoundException>()
            .WithMessage("* has neither train-labels-idx1-ubyte nor train-labels-idx1-ubyte.gz.");
    }

    [Theory]
    [InlineData(new[] { 2, 1 }, new[] { 2 }, "*images have 3 axes, item, row and column, but this has 2.")]
    [InlineData(new[] { 2, 1, 1 }, new[] { 2, 1 }, "*labels have 1 axis, item, but this has 2.")]
    [InlineData(new[] { 2, 1, 1 }, new[] { 3 }, "*it has 3 labels for 2 images. Get both files anew.")]
    public void Files_that_do_not_go_together_are_refused(int[] images, int[] labels, string message)
    {
        Write("t10k-images-idx3-ubyte", Of(images, new byte[images.Aggregate((one, other) => one * other)]));
        Write("t10k-labels-idx1-ubyte", Of(labels, new byte[labels.Aggregate((one, other) => one * other)]));
        FluentActions.Invoking(() => LabelledImages.Read(folder, train: false))
            .Should().Throw<DataFileException>().WithMessage(message);
    }

    [Fact]
    public void Inputs_are_numbers_from_0_to_1_with_a_channel()
    {
        using var set = Numbered(3);
        set.Images[2, 0, 1] = 255;
        using var inputs = set.ToInputs();
        inputs.shape.Should().Equal(3, 1, 2, 2);
        inputs.dtype.Should().Be(ScalarType.Float32);
        inputs[0, 0, 0, 0].item<float>().Should().Be(0);
        inputs[2, 0, 0, 1].item<float>().Should().Be(1);
        inputs[1, 0, 1, 0].item<float>().Should().BeApproximately(1 / 255f, 1e-7f);
        set.Images.dtype.Should().Be(ScalarType.Byte);
    }

    [Fact]
    public void The_first_images_can_be_taken()
    {
        using var set = Numbered(5);
        using var first = set.Take(2);
        first.Images.shape.Should().Equal(2, 2, 2);
        first.Labels.data<long>().ToArray().Should().Equal(0, 10);
        first.Images.zero_();
        set.Images[1, 0, 0].item<byte>().Should().Be(1, "the taken ones have memory of their own");
        using (var all = set.Take(5)) all.Labels.shape.Should().Equal(5);
        using (var none = set.Take(0)) none.Images.shape.Should().Equal(0, 2, 2);
        FluentActions.Invoking(() => set.Take(6)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => set.Take(-1)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Theory]
    [InlineData(10, 3, new[] { 3, 3, 3, 1 })]
    [InlineData(9, 3, new[] { 3, 3, 3 })]
    [InlineData(2, 5, new[] { 2 })]
    [InlineData(0, 5, new int[0])]
    public void Batches_hold_every_image_once_with_its_label(int count, int size, int[] sizes)
    {
        using var set = Numbered(count);
        var (seen, found) = (new List<long>(), new List<int>());
        foreach (var batch in set.Batches(size, seed: 1))
        {
            using (batch)
            {
                batch.Images.shape[1..].Should().Equal(2, 2);
                found.Add((int)batch.Labels.shape[0]);
                seen.AddRange(batch.Labels.data<long>());
                batch.Images.to(int64)[.., 0, 0].mul(10).Equals(batch.Labels).Should().BeTrue();
            }
        }
        found.Should().Equal(sizes);
        seen.Order().Should().Equal(Enumerable.Range(0, count).Select(i => 10L * i));
    }

    [Fact]
    public void The_order_of_batches_is_their_seeds()
    {
        using var set = Numbered(50);
        // Written down, since a recorded training must be the same on every machine.
        Order(1)[..8].Should().Equal(110, 230, 460, 220, 290, 30, 440, 140);
        Order(2)[..8].Should().Equal(450, 240, 440, 310, 420, 180, 90, 140);
        FluentActions.Invoking(() => set.Batches(0, seed: 1)).Should().Throw<ArgumentOutOfRangeException>();

        List<long> Order(int seed)
        {
            var seen = new List<long>();
            foreach (var batch in set.Batches(7, seed)) using (batch) seen.AddRange(batch.Labels.data<long>());
            return seen;
        }
    }

    [Fact]
    public void What_is_made_of_images_is_freed()
    {
        using var set = Numbered(40);
        var before = TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using (set.ToInputs())
        using (set.Take(3))
            foreach (var batch in set.Batches(8, seed: 1)) batch.Dispose();
        TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount.Should().Be(before);
    }

    // Image i is all i, and its label 10 i.
    private static LabelledImages Numbered(int count) => new(
        arange(count).to(ScalarType.Byte).reshape(count, 1, 1).expand(count, 2, 2).clone(), arange(count).mul(10));

    private void Write(string name, byte[] content) => File.WriteAllBytes(Path.Combine(folder, name), content);
}
