using System.Security.Cryptography;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Training.Tests;

public sealed class CheckpointFileTests : IDisposable
{
    // Mark, length, checksum.
    private const int Head = 8 + 8 + 32;

    private readonly TestFolder folder = new();
    private readonly string path;

    public CheckpointFileTests() => path = folder["a/model.ckpt"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_model_is_loaded_as_it_was_saved()
    {
        using var model = Network(seed: 1);
        model.forward(rand(5, 3)).Dispose();
        CheckpointFile.Save(model, path);
        using var other = Network(seed: 2);
        Values(other).Should().NotEqual(Values(model));
        CheckpointFile.Load(other, path);
        Values(other).Should().Equal(Values(model), "that includes the running statistics of the normalization");
        other.parameters().Should().OnlyContain(parameter => parameter.requires_grad);
    }

    [Fact]
    public void The_file_is_the_only_one_and_replaces_the_one_before()
    {
        using var model = Network(seed: 1);
        CheckpointFile.Save(model, path);
        using (no_grad()) ((Linear)model[0]).bias!.fill_(42);
        CheckpointFile.Save(model, path);
        Directory.GetFiles(Path.GetDirectoryName(path)!).Should().Equal(path);
        using var other = Network(seed: 2);
        CheckpointFile.Load(other, path);
        ((Linear)other[0]).bias![0].item<float>().Should().Be(42);
    }

    [Fact]
    public void A_model_that_cannot_be_saved_leaves_nothing_behind()
    {
        using var model = Network(seed: 1);
        Directory.CreateDirectory(path);
        FluentActions.Invoking(() => CheckpointFile.Save(model, path)).Should().Throw<Exception>();
        Directory.GetFiles(Path.GetDirectoryName(path)!).Should().BeEmpty();
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[null]")]
    [InlineData("[{}]")]
    [InlineData("[{\"Name\":\"0.weight\"}]")]
    [InlineData("{}")]
    [InlineData("[")]
    public void A_list_of_names_that_is_none_is_an_error(string names)
    {
        byte[] list = [.. BitConverter.GetBytes(names.Length), .. System.Text.Encoding.ASCII.GetBytes(names)];
        File.WriteAllBytes(folder["list"], Signed(list));
        using var model = Network(seed: 1);
        FluentActions.Invoking(() => CheckpointFile.Load(model, folder["list"]))
            .Should().Throw<CheckpointException>().WithMessage("*The list of names cannot be read.");
    }

    [Fact]
    public void Parameters_in_any_order_of_memory_and_of_any_type_are_kept()
    {
        using var odd = new Odd(transposed: true);
        CheckpointFile.Save(odd, path);
        using var plain = new Odd(transposed: false);
        CheckpointFile.Load(plain, path);
        plain.weight.data<float>().ToArray().Should().Equal(0, 2, 4, 1, 3, 5);
        plain.count.item<long>().Should().Be(7_000_000_000);
        plain.half.item<Half>().Should().Be((Half)1.5);
        plain.none.numel().Should().Be(0);
        using var back = new Odd(transposed: true);
        using (no_grad()) back.weight.zero_();
        CheckpointFile.Load(back, path);
        back.weight[0, 1].item<float>().Should().Be(2);
        back.weight[1, 0].item<float>().Should().Be(1);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        using var model = Network(seed: 1);
        FluentActions.Invoking(() => CheckpointFile.Load(model, folder["no/such.ckpt"]))
            .Should().Throw<FileNotFoundException>().WithMessage($"There is no checkpoint {folder["no/such.ckpt"]}.");
    }

    [Fact]
    public void A_file_cut_anywhere_is_an_error_and_changes_nothing()
    {
        using var model = Network(seed: 1);
        CheckpointFile.Save(model, path);
        var whole = File.ReadAllBytes(path);
        using var other = Network(seed: 2);
        var before = Values(other);
        int[] lengths =
        [
            0, 1, 7, 8, 9, 16, 17, Head - 1, Head, Head + 1, Head + 4, Head + 5, Head + 100,
            whole.Length / 2, whole.Length - 4, whole.Length - 1,
        ];
        foreach (var length in lengths)
        {
            File.WriteAllBytes(path, whole[..length]);
            var problem = FluentActions.Invoking(() => CheckpointFile.Load(other, path))
                .Should().Throw<CheckpointException>($"of {whole.Length} bytes, {length} are there").Which;
            problem.File.Should().Be(path);
            problem.Message.Should().StartWith(path).And.Contain(
                length < Head
                    ? "This is no checkpoint, or little more than its beginning is there."
                    : "The file was cut off.");
        }
        Values(other).Should().Equal(before);
    }

    [Fact]
    public void A_file_with_a_changed_byte_or_more_bytes_is_an_error_and_changes_nothing()
    {
        using var model = Network(seed: 1);
        CheckpointFile.Save(model, path);
        var whole = File.ReadAllBytes(path);
        using var other = Network(seed: 2);
        var before = Values(other);
        for (var at = 0; at < whole.Length; at += at < Head + 8 ? 1 : 37)
        {
            var changed = (byte[])whole.Clone();
            changed[at] ^= 0x10;
            File.WriteAllBytes(path, changed);
            FluentActions.Invoking(() => CheckpointFile.Load(other, path))
                .Should().Throw<CheckpointException>($"byte {at} is another");
        }
        File.WriteAllBytes(path, [.. whole, 0]);
        FluentActions.Invoking(() => CheckpointFile.Load(other, path))
            .Should().Throw<CheckpointException>().WithMessage("*Something was appended to the file.");
        Values(other).Should().Equal(before);
        File.WriteAllBytes(path, whole);
        CheckpointFile.Load(other, path);
        Values(other).Should().Equal(Values(model));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_bytes_are_an_error_even_with_a_right_checksum(int seed)
    {
        var random = new Random(seed);
        using var other = Network(seed: 2);
        var before = Values(other);
        for (var trial = 0; trial < 50; trial++)
        {
            var noise = new byte[random.Next(500)];
            random.NextBytes(noise);
            File.WriteAllBytes(folder["noise"], noise);
            FluentActions.Invoking(() => CheckpointFile.Load(other, folder["noise"]))
                .Should().Throw<CheckpointException>();
            File.WriteAllBytes(folder["noise"], Signed(noise));
            FluentActions.Invoking(() => CheckpointFile.Load(other, folder["noise"]))
                .Should().Throw<CheckpointException>();
        }
        Values(other).Should().Equal(before);
    }

    [Fact]
    public void Tensors_that_are_not_those_of_the_list_are_an_error()
    {
        using var model = Network(seed: 1);
        CheckpointFile.Save(model, path);
        var whole = File.ReadAllBytes(path);
        using var other = Network(seed: 2);
        var before = Values(other);
        var tensors = Head + 4 + BitConverter.ToInt32(whole, Head);
        var random = new Random(0);
        for (var trial = 0; trial < 100; trial++)
        {
            // Beyond the list of names, the names and shapes of the first tensors change.
            var content = whole[Head..];
            content[tensors - Head + 1 + random.Next(12)] ^= (byte)(1 + random.Next(255));
            File.WriteAllBytes(path, Signed(content));
            try
            {
                CheckpointFile.Load(other, path);
            }
            catch (CheckpointException)
            {
                Values(other).Should().Equal(before);
                continue;
            }
            throw new InvalidOperationException($"Trial {trial} was loaded.");
        }
    }

    [Fact]
    public void Another_model_is_an_error_that_names_the_first_parameter_that_does_not_fit()
    {
        using var model = Network(seed: 1);
        CheckpointFile.Save(model, path);
        Loading(nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4), nn.Linear(4, 5))).WithMessage(
            $"{path}: This is a checkpoint of another model: "
            + "'2.weight' is Float32 (2, 4) there and Float32 (5, 4) here.");
        Loading(nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4), nn.Linear(4, 2), nn.Linear(2, 2))).WithMessage(
            "*: it has no '3.weight', which here is Float32 (2, 2).");
        Loading(nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4))).WithMessage(
            "*: it has '2.weight', Float32 (2, 4), which is not here.");
        Loading(nn.Sequential(nn.Linear(3, 4, dtype: float64), nn.BatchNorm1d(4), nn.Linear(4, 2))).WithMessage(
            "*: '0.weight' is Float32 (4, 3) there and Float64 (4, 3) here.");
        Loading(nn.Sequential(("first", nn.Linear(3, 4)), ("second", nn.BatchNorm1d(4)))).WithMessage(
            "*: it has no 'first.weight', which here is Float32 (4, 3).");
    }

    private static byte[] Signed(byte[] content) =>
        [.. "ARENACK1"u8, .. BitConverter.GetBytes((long)content.Length), .. SHA256.HashData(content), .. content];

    private static Sequential Network(int seed)
    {
        manual_seed(seed);
        return nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4), nn.Linear(4, 2));
    }

    private static float[] Values(nn.Module model) =>
        [.. model.state_dict().SelectMany(entry => entry.Value.to(float32).flatten().data<float>().ToArray())];

    private FluentAssertions.Specialized.ExceptionAssertions<CheckpointException> Loading(Sequential other)
    {
        using (other)
        {
            var before = Values(other);
            var problem = FluentActions.Invoking(() => CheckpointFile.Load(other, path))
                .Should().Throw<CheckpointException>();
            Values(other).Should().Equal(before);
            return problem;
        }
    }

    private sealed class Odd : nn.Module
    {
        public readonly Parameter weight;
        public readonly Tensor count = tensor(7_000_000_000L);
        public readonly Tensor half = tensor(1.5f).to(float16);
        public readonly Tensor none = empty(0, 3);

        public Odd(bool transposed) : base(nameof(Odd))
        {
            var numbers = arange(6, dtype: float32);
            weight = new Parameter(transposed ? numbers.view(3, 2).t() : zeros(2, 3));
            if (!transposed) (count, half) = (tensor(0L), tensor(0f).to(float16));
            RegisterComponents();
        }
    }
}
