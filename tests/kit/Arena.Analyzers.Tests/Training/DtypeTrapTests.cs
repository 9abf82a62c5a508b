using Arena.Analyzers.CodeFixes.Training;
using Arena.Analyzers.Training;

namespace Arena.Analyzers.Tests.Training;

public sealed class DtypeTrapTests
{
    [Theory]
    [InlineData("double y = [|rand(3).sum().item<double>()|];", "double y = rand(3).sum().item<float>();")]
    [InlineData("var y = [|rand(3).sum().item<double>()|];", "var y = (double)rand(3).sum().item<float>();")]
    [InlineData("var m = rand(3, 4).argmax(1).sum(); int y = [|m.item<int>()|];",
        "var m = rand(3, 4).argmax(1).sum(); int y = (int)m.item<long>();")]
    [InlineData("var y = [|tensor(1.5).item<float>()|];", "var y = (float)tensor(1.5).item<double>();")]
    [InlineData("var y = [|arange(4)|].mean();", "var y = arange(4).to(float32).mean();")]
    [InlineData("var y = [|rand(3, 4).argmax(1)|].mean();", "var y = rand(3, 4).argmax(1).to(float32).mean();")]
    [InlineData("var hits = rand(4) > 0.5; var y = [|hits|].mean();", "var hits = rand(4) > 0.5; var y = hits.to(float32).mean();")]
    [InlineData("var y = mean([|rand(4).eq(1)|]);", "var y = mean(rand(4).eq(1).to(float32));")]
    [InlineData("var y = [|rand(4).to(int64)|].std();", "var y = rand(4).to(int64).to(float32).std();")]
    [InlineData("var a = tensor(new double[,] { { 1, 2 } }); var y = [|a|].mm(ones(2, 2));",
        "var a = tensor(new double[,] { { 1, 2 } }); var y = a.to(float32).mm(ones(2, 2));")]
    [InlineData("var y = matmul(ones(2, 2), [|arange(4).reshape(2, 2)|]);",
        "var y = matmul(ones(2, 2), arange(4).reshape(2, 2).to(float32));")]
    [InlineData("var l = nn.Linear(2, 3); var y = l.call([|tensor(new double[,] { { 1, 2 } })|]);",
        "var l = nn.Linear(2, 3); var y = l.call(tensor(new double[,] { { 1, 2 } }).to(float32));")]
    [InlineData("var y = nn.functional.cross_entropy(rand(2, 3), [|tensor(new[] { 0f, 1f })|]);",
        "var y = nn.functional.cross_entropy(rand(2, 3), tensor(new[] { 0f, 1f }).to(int64));")]
    [InlineData("var y = nn.CrossEntropyLoss().call(rand(2, 3), [|tensor(new[] { 0, 1 })|]);",
        "var y = nn.CrossEntropyLoss().call(rand(2, 3), tensor(new[] { 0, 1 }).to(int64));")]
    [InlineData("var y = nn.functional.binary_cross_entropy_with_logits(rand(2), [|tensor(new[] { 0L, 1L })|]);",
        "var y = nn.functional.binary_cross_entropy_with_logits(rand(2), tensor(new[] { 0L, 1L }).to(float32));")]
    public async Task The_right_dtype_is_written_and_only_then_it_runs(string before, string after)
    {
        await Verify<DtypeTrap>.FixesAsync<DtypeTrapFix>(Code.InMethod("", before), Code.InMethod("", after));
        // A matmul of two dtypes is run fixed only: unfixed it ends the process where libtorch's error is not caught.
        if (!before.Contains("matmul", StringComparison.Ordinal))
            FluentActions.Invoking(() => Run(before.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal)))
                .Should().Throw<Exception>().Which.Should().Match(error =>
                    error is ArgumentException || error is System.Runtime.InteropServices.ExternalException);
        Run(after).Should().NotBeNull();

        static object? Run(string statements) => RunningCode.Run(Code.InMethod("", $"{statements}\nreturn y;", "object"));
    }

    [Theory]
    [InlineData("bool y = [|tensor(1).item<bool>()|];")]
    [InlineData("var y = [|(tensor(1) == 1).item<int>()|];")]
    [InlineData("var y = [|arange(4)|].mm(tensor(new double[] { 1 }));")]
    public Task Where_it_is_not_clear_what_was_meant_it_is_left_to_a_person(string statement) =>
        Verify<DtypeTrap>.FixesNothingAsync<DtypeTrapFix>(Code.InMethod("", statement));

    [Theory]
    [InlineData("rand(3).sum().item<float>()")]
    [InlineData("tensor(1.5).item<double>()")]
    [InlineData("arange(4).sum().item<long>()")]
    [InlineData("x.sum().item<double>()")]
    [InlineData("rand(3, dtype: d).sum().item<double>()")]
    [InlineData("rand(3).to(x).sum().item<double>()")]
    [InlineData("rand(3).to(float64).sum().item<double>()")]
    [InlineData("zeros(3, dtype: float64).sum().item<double>()")]
    [InlineData("(rand(3) * x).sum().item<double>()")]
    [InlineData("changed.sum().item<double>()")]
    [InlineData("arange(4f).mean()")]
    [InlineData("arange(4, float32).mean()")]
    [InlineData("arange(4).mean([0], type: float32)")]
    [InlineData("(arange(4) / 2).mean()")]
    [InlineData("(arange(4) * 2.5).mean()")]
    [InlineData("arange(4).sqrt().mean()")]
    [InlineData("tensor(new[] { 1, 2 }, dtype: float32).mean()")]
    [InlineData("tensor(new double[,] { { 1, 2 } }).add(ones(2, 2))")]
    [InlineData("tensor(new double[,] { { 1, 2 } }).mm(x)")]
    [InlineData("tensor(new double[,] { { 1, 2 } }, dtype: float32).mm(ones(2, 2))")]
    [InlineData("arange(4).matmul(arange(4))")]
    [InlineData("wide.call(tensor(new double[,] { { 1, 2 } }))")]
    [InlineData("nn.Linear(2, 2, dtype: float64).call(tensor(new double[,] { { 1, 2 } }))")]
    [InlineData("nn.Embedding(2, 2).call(arange(2))")]
    [InlineData("nn.functional.cross_entropy(x, tensor(new[] { 0L, 1L }))")]
    [InlineData("nn.functional.cross_entropy(x, tensor(new[,] { { 0.5f, 0.5f } }))")]
    [InlineData("nn.functional.cross_entropy(x, rand(2, 2))")]
    [InlineData("nn.functional.binary_cross_entropy(x, tensor(new[] { 0f, 1f }))")]
    [InlineData("nn.functional.mse_loss(x, tensor(new[] { 0L, 1L }))")]
    public Task What_fits_or_is_unknown_is_left_alone(string value) =>
        Verify<DtypeTrap>.FindsNothingAsync(Code.InMethod(
            "Tensor x, ScalarType d, bool one",
            "var changed = rand(3); if (one) changed = x;\nvar wide = nn.Linear(2, 2); wide.to(float64);\n"
                + $"var y = {value};"));

    [Fact]
    public Task In_a_project_that_sets_the_default_dtype_nothing_is_certain() =>
        Verify<DtypeTrap>.FindsNothingAsync(Code.InMethod(
            "", "torch.set_default_dtype(float64);\nvar y = rand(3).sum().item<double>();"));

    // What KnownDtype says of an expression is what TorchSharp makes of it: each is asked for by item with the right
    // type, which must be silent, and with a wrong one, which must not.
    [Theory]
    [InlineData("zeros(1)")]
    [InlineData("ones(1)[0]")]
    [InlineData("tensor(2)")]
    [InlineData("tensor(new[] { true })")]
    [InlineData("tensor((byte)3).reshape(1)")]
    [InlineData("tensor((double)3)")]
    [InlineData("tensor(3) * (float)2")]
    [InlineData("full(1, (double)7)")]
    [InlineData("full(1, 7)")]
    [InlineData("full(1, 7.5)")]
    [InlineData("arange(0, 1)")]
    [InlineData("arange(0, 0.5, 0.5)")]
    [InlineData("arange(1).to(int32).sum()")]
    [InlineData("randint(5, new long[] { 1 })")]
    [InlineData("rand(1).argsort()")]
    [InlineData("-tensor(2.5)")]
    [InlineData("tensor(3) + 1")]
    [InlineData("tensor(3) * 1.5")]
    [InlineData("tensor(3) / 2")]
    [InlineData("tensor(3) + tensor(4)")]
    [InlineData("tensor(3) / tensor(4)")]
    [InlineData("tensor(2.5) * 2f")]
    [InlineData("tensor(3).sqrt()")]
    [InlineData("tensor(3) < 4")]
    [InlineData("tensor(2.5).isnan()")]
    [InlineData("tensor(3).type(float64)")]
    [InlineData("tensor(3).zeros_like()")]
    [InlineData("rand(1).@long()")]
    [InlineData("from_array(new[] { 1.5 })")]
    [InlineData("as_tensor(new[] { 1 })")]
    [InlineData("rand(1, 1).softmax(0)")]
    [InlineData("rand(1).to(float16).to(float32)")]
    public async Task What_is_said_of_a_dtype_is_true(string tensor)
    {
        var real = ((TorchSharp.torch.ScalarType)RunningCode.Run(Code.InMethod("", $"return ({tensor}).dtype;", "object"))!)
            .ToString();
        foreach (var (type, dtype) in new[]
        {
            ("float", "Float32"), ("double", "Float64"), ("long", "Int64"), ("int", "Int32"), ("byte", "Byte"), ("bool", "Bool"),
        })
            (await Code.FindingsAsync(Code.InMethod("", $"var y = ({tensor}).item<{type}>();"), [new DtypeTrap()]))
                .Should().HaveCount(dtype == real ? 0 : 1, $"{tensor} is {real}, asked as {dtype}");
    }
}
