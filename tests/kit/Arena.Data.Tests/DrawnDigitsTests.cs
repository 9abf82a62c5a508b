using System.Security.Cryptography;
using static TorchSharp.torch;

namespace Arena.Data.Tests;

public sealed class DrawnDigitsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("arena-digits-").FullName;

    private string ImageFile => Path.Combine(folder, "train-images-idx3-ubyte.gz");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    // Whoever means to change the digits changes this, the picture and the figures in docs/data.md.
    [Theory]
    [InlineData(0, "40f52f68402598392b4a72d622417954be7e63aa6a93b7149f0ba4d5d47f2788")]
    [InlineData(1, "2184d91e07785c70a5324b6da66c8e11490395b3249d50b9eccd92da06561618")]
    [InlineData(-7, "4b2e5e0b486b9ec2a86c3525106a160a86d53d218cce12591001f42420c8d611")]
    public void A_seed_gives_the_same_bytes_on_every_machine(int seed, string hash)
    {
        using var digits = DrawnDigits.Make(100, seed);
        var labels = digits.Labels.data<long>().Select(label => (byte)label);
        Convert.ToHexStringLower(SHA256.HashData([.. digits.Images.data<byte>(), .. labels])).Should().Be(hash);
    }

    [Fact]
    public void Images_are_bytes_with_ink_and_paper()
    {
        using var digits = DrawnDigits.Make(200, seed: 5);
        digits.Images.shape.Should().Equal(200, 28, 28);
        digits.Images.dtype.Should().Be(ScalarType.Byte);
        digits.Labels.shape.Should().Equal(200);
        digits.Labels.dtype.Should().Be(ScalarType.Int64);
        foreach (var image in Images(digits))
        {
            image.Max().Should().BeGreaterThan(120);
            image.Count(pixel => pixel < 40).Should().BeGreaterThan(400);
            image.Count(pixel => pixel > 80).Should().BeInRange(10, 280);
        }
    }

    [Fact]
    public void No_ink_runs_off_the_sheet()
    {
        using var digits = DrawnDigits.Make(500, seed: 6);
        var edges = new List<byte>();
        foreach (var image in Images(digits))
            for (var i = 0; i < 28; i++)
                edges.AddRange([image[i], image[27 * 28 + i], image[28 * i], image[28 * i + 27]]);
        edges.Max().Should().BeLessThan(60);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(33)]
    public void Few_digits_are_the_first_of_many(int count)
    {
        using var few = DrawnDigits.Make(count, seed: 4);
        using var many = DrawnDigits.Make(40, seed: 4);
        few.Images.shape.Should().Equal(count, 28, 28);
        few.Labels.shape.Should().Equal(count);
        if (count == 0) return;
        few.Images.data<byte>().ToArray().Should().Equal(many.Images.data<byte>().ToArray()[..(count * 784)]);
        few.Labels.data<long>().ToArray().Should().Equal(many.Labels.data<long>().ToArray()[..count]);
    }

    [Fact]
    public void Every_ten_images_show_all_ten_digits_each_time_in_another_order()
    {
        using var digits = DrawnDigits.Make(300, seed: 2);
        var tens = digits.Labels.data<long>().ToArray().Chunk(10).ToArray();
        tens.Should().AllSatisfy(ten => ten.Order().Should().Equal(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
        tens.Select(ten => string.Concat(ten)).Distinct().Should().HaveCount(30);
        // No digit prefers a place.
        for (var place = 0; place < 10; place++)
            tens.Select(ten => ten[place]).Distinct().Count().Should().BeGreaterThan(6);
    }

    [Fact]
    public void What_is_learnt_from_is_not_tested_with()
    {
        using var train = DrawnDigits.Make(2000, DrawnDigits.TrainSeed);
        using var test = DrawnDigits.Make(2000, DrawnDigits.TestSeed);
        Images(train).Concat(Images(test)).Select(image => Convert.ToHexString(SHA256.HashData(image)))
            .Should().OnlyHaveUniqueItems();
        train.Labels.data<long>().ToArray().Should().NotEqual(test.Labels.data<long>().ToArray());
    }

    [Fact]
    public void A_digit_is_nearer_to_its_own_kind()
    {
        using var scope = NewDisposeScope();
        var some = DrawnDigits.Make(1000, seed: 8);
        var others = DrawnDigits.Make(500, seed: 9);
        var x = some.Images.to(float32).reshape(1000, 784);
        var y = others.Images.to(float32).reshape(500, 784);
        var nearest = some.Labels[cdist(y, x).argmin(1)];
        // One in ten by chance.
        nearest.eq(others.Labels).sum().item<long>().Should().BeInRange(380, 495);
    }

    [Fact]
    public void A_count_below_zero_is_refused() =>
        FluentActions.Invoking(() => DrawnDigits.Make(-1)).Should().Throw<ArgumentOutOfRangeException>();

    [Fact]
    public void A_set_is_drawn_once_and_then_read()
    {
        using var drawn = DrawnDigits.Load(train: true, 60, seed: 1, folder);
        using var made = DrawnDigits.Make(60, seed: 1);
        Same(drawn, made);
        Directory.EnumerateFiles(folder).Select(Path.GetFileName).Should()
            .BeEquivalentTo("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz");

        // An image that is not among those drawn anew shows that the file was read.
        using var altered = DrawnDigits.Make(60, seed: 1);
        altered.Images[59, 0, 0] = 99;
        altered.Write(folder, train: true);
        using var read = DrawnDigits.Load(train: true, 60, seed: 1, folder);
        Same(read, altered);
        using var test = DrawnDigits.Load(train: false, 60, seed: 2, folder);
        test.Images.Equals(read.Images).Should().BeFalse();
        Directory.EnumerateFiles(folder).Should().HaveCount(4);
    }

    [Theory]
    [InlineData("cut off")]
    [InlineData("empty")]
    [InlineData("damaged")]
    [InlineData("other images")]
    [InlineData("fewer images")]
    [InlineData("other labels")]
    [InlineData("no labels")]
    public void A_file_that_is_not_what_it_should_be_is_made_anew(string what)
    {
        using var made = DrawnDigits.Make(60, seed: 1);
        made.Write(folder, train: true);
        var good = File.ReadAllBytes(ImageFile);
        using var other = DrawnDigits.Make(what == "fewer images" ? 50 : 60, seed: what == "fewer images" ? 1 : 3);
        switch (what)
        {
            case "cut off": File.WriteAllBytes(ImageFile, good[..(good.Length / 2)]); break;
            case "empty": File.WriteAllBytes(ImageFile, []); break;
            case "damaged":
                good[^200] ^= 0x10;
                File.WriteAllBytes(ImageFile, good);
                break;
            case "other labels":
                using (var relabelled = new LabelledImages(made.Images.clone(), other.Labels.clone()))
                    relabelled.Write(folder, train: true);
                break;
            case "no labels": File.Delete(Path.Combine(folder, "train-labels-idx1-ubyte.gz")); break;
            default: other.Write(folder, train: true); break;
        }

        using var loaded = DrawnDigits.Load(train: true, 60, seed: 1, folder);
        Same(loaded, made);
        using var repaired = LabelledImages.Read(folder, train: true);
        Same(repaired, made);
        Directory.EnumerateFiles(folder).Should().HaveCount(2);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_no_reason_to_fail()
    {
        var file = Path.Combine(folder, "file");
        File.WriteAllText(file, "in the way");
        using var loaded = DrawnDigits.Load(train: true, 20, seed: 1, Path.Combine(file, "below"));
        loaded.Images.shape.Should().Equal(20, 28, 28);
    }

    [Fact]
    public async Task Several_can_load_at_once()
    {
        using var made = DrawnDigits.Make(60, seed: 1);
        var loads = Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            using var loaded = DrawnDigits.Load(train: true, 60, seed: 1, folder);
            Same(loaded, made);
        }));
        await Task.WhenAll(loads);
        Directory.EnumerateFiles(folder).Should().HaveCount(2);
    }

    private static IEnumerable<byte[]> Images(LabelledImages digits) => digits.Images.data<byte>().ToArray().Chunk(784);

    private static void Same(LabelledImages actual, LabelledImages expected)
    {
        actual.Images.data<byte>().ToArray().Should().Equal(expected.Images.data<byte>().ToArray());
        actual.Labels.data<long>().ToArray().Should().Equal(expected.Labels.data<long>().ToArray());
    }
}
