using Arena.Safetensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Arena.Models.Tests;

public sealed class SaveTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly TestFolder folder = new();
    private readonly Tensor tokens = Small.Tokens(2, 5);

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData(Normalization.LN, 7, true)]
    [InlineData(Normalization.LNPre, 0, false)]
    [InlineData(Normalization.None, 3, false)]
    public void A_model_is_loaded_as_it_was_saved(Normalization normalization, int mlp, bool exact)
    {
        var config = Small.Config(normalization, Activation.GeluNew, mlp) with { Eps = 1e-4, InitStd = 0.3 };
        using var model = Small.Model(config, exact);
        model.Save(folder["m"], new Dictionary<string, string> { ["seed"] = "1" });
        manual_seed(5);
        using var loaded = HookedTransformer.Load(folder["m"]);
        var drawn = rand(1).item<float>();
        manual_seed(5);
        rand(1).item<float>().Should().Be(drawn, "loading takes nothing from the generator");
        loaded.Config.Should().Be(config);
        loaded.parameters().Should().OnlyContain(x => x.requires_grad);
        loaded.call(tokens).dtype.Should().Be(exact ? float64 : float32);
        Small.Distance(loaded.call(tokens), model.call(tokens)).Should().Be(0);
        using (var file = SafetensorsFile.Open(folder["m"])) file.Metadata["seed"].Should().Be("1");
        loaded.Save(folder["again"], new Dictionary<string, string> { ["seed"] = "1" });
        File.ReadAllBytes(folder["again"]).Should().Equal(File.ReadAllBytes(folder["m"]));
    }

    [Fact]
    public void The_configurations_name_is_taken()
    {
        using var model = Small.Model(Small.Config());
        model.Invoking(x => x.Save(folder["m"], new Dictionary<string, string> { ["config"] = "" }))
            .Should().Throw<ArgumentException>();
        Directory.GetFiles(folder.Path).Should().BeEmpty();
    }

    [Fact]
    public void Another_file_is_refused()
    {
        TensorFile.Write(folder["m"], [new("x", zeros(1))]);
        Refuse("*no 'config'*");
        File.WriteAllText(folder["m"], "none");
        Refuse("*fewer than the 8*");
        FluentActions.Invoking(() => HookedTransformer.Load(folder["no"])).Should().Throw<FileNotFoundException>();
    }

    [Theory]
    [InlineData("\"NLayers\":2", "\"NLayers\":2147483647", "*parameters, and * are in it*")]
    [InlineData("\"DVocab\":11", "\"DVocab\":2147483647", "*parameters, and * are in it*")]
    [InlineData("\"DHead\":4", "\"DHead\":2147483647", "*parameters, and * are in it*")]
    [InlineData("\"NCtx\":9", "\"NCtx\":10", "*parameters, and * are in it*")]
    [InlineData("\"DVocab\":11", "\"DVocab\":-1", "*DVocab is -1*")]
    [InlineData("\"DModel\":6", "\"DModel\":6.5", "*makes no model*")]
    [InlineData("\"DModel\":6", "\"DModell\":6", "*makes no model*")]
    [InlineData("\"DModel\":6,", "", "*makes no model*")]
    [InlineData("\"Gelu\"", "\"Swish\"", "*makes no model*")]
    [InlineData("\"Gelu\"", "1", "*makes no model*")]
    [InlineData("1E-05", "1E999", "*makes no model*")]
    public void Hostile_configurations_take_no_memory(string part, string other, string message)
    {
        using var model = Small.Model(Small.Config());
        model.Save(folder["m"]);
        Change(config => config.Replace(part, other));
        DisposeScopeManager.Statistics.Reset();
        Refuse(message);
        DisposeScopeManager.Statistics.TensorStatistics.CreatedOutsideScopeCount.Should().Be(0);
        DisposeScopeManager.Statistics.ThreadTotalLiveCount.Should().Be(0);
    }

    [Fact]
    public void Parameters_are_counted_beyond_32_bits()
    {
        var config = new HookedTransformerConfig
        {
            NLayers = 0,
            DModel = 1,
            NHeads = 1,
            NCtx = 1,
            DVocab = int.MaxValue,
            Normalization = Normalization.None,
        };
        // Embedding, unembedding and its bias have a number for each token, and there is one position.
        config.ParameterCount.Should().Be(3 * (Int128)int.MaxValue + 1);
    }

    [Fact]
    public void Tensors_that_do_not_fit_are_refused()
    {
        using var model = Small.Model(Small.Config());
        model.Save(folder["m"]);
        Change(x => x, tensors => tensors.Remove("unembed.b_U"));
        Refuse("*parameters, and * are in it*");
        model.Save(folder["m"]);
        Change(x => x, tensors => (tensors["other"], _) = (tensors["ln_final.w"], tensors.Remove("ln_final.w")));
        Refuse("*'ln_final.w' is missing*");
        model.Save(folder["m"]);
        Change(x => x, tensors => tensors["unembed.W_U"] = tensors["unembed.W_U"].t());
        Refuse("*'unembed.W_U' is (11, 6), and should be (6, 11)*");
        model.Save(folder["m"]);
        Change(x => x, tensors => tensors["ln_final.b"] = tensors["ln_final.b"].to(int64));
        Refuse("*'ln_final.b' is I64*");
    }

    private void Change(Func<string, string> config, Action<Dictionary<string, Tensor>>? tensors = null)
    {
        Dictionary<string, string> metadata;
        using (var file = SafetensorsFile.Open(folder["m"])) metadata = new(file.Metadata);
        metadata["config"] = config(metadata["config"]);
        var all = TensorFile.Read(folder["m"]);
        tensors?.Invoke(all);
        TensorFile.Write(folder["m"], all, metadata);
    }

    private void Refuse(string message) => FluentActions.Invoking(() => HookedTransformer.Load(folder["m"]))
        .Should().Throw<SafetensorsException>().WithMessage($"{folder["m"]}: {message}");
}
