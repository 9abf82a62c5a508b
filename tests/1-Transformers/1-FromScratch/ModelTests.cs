using Arena.Models;
using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

public class ModelTests
{
    private const double Tolerance = 1e-4;
    private const string Axes = "batch position d_model";

    [ExerciseTheory("1.1.18")]
    [InlineData(2, 3, 4, 7, false)]
    [InlineData(1, 1, 3, 2, false)]
    [InlineData(3, 2, 4, 4, true)]
    public void TheMlpIsTwoLinearMapsAndGelu(long batch, long positions, long dModel, long dMlp, bool view)
    {
        var x = Some.Numbers(view, batch, positions, dModel);
        var mlp = new Mlp(dModel, dMlp).WithWeights();
        using var unchanged = Inputs.MustStayUnchanged(x, mlp.W_in, mlp.b_in, mlp.W_out, mlp.b_out);
        var hidden = x.matmul(mlp.Weight("W_in"));
        Tensor After(Tensor activations) => activations.matmul(mlp.Weight("W_out")) + mlp.Weight("b_out");
        mlp.call(x).Should().BeCloseTo(Reference.Mlp(mlp, "", x), Tolerance, Axes, mistakes:
        [
            ("this is with the exact GELU; GPT-2 has the one with a tanh", Reference.Mlp(mlp, "", x, nn.functional.gelu)),
            ("this is with the ReLU", Reference.Mlp(mlp, "", x, y => y.relu())),
            ("there is no activation between the two maps", Reference.Mlp(mlp, "", x, y => y)),
            ("b_in was not added", After(Reference.Gelu(hidden))),
            ("b_in was added after the activation", After(Reference.Gelu(hidden) + mlp.Weight("b_in"))),
            ("b_out was not added", Reference.Mlp(mlp, "", x) - mlp.Weight("b_out")),
            ("the input was added: the block does that", Reference.Mlp(mlp, "", x) + x),
        ]);
    }

    [ExerciseFact("1.1.18")]
    public void TheMlpHasFourParametersOfZeros()
    {
        var mlp = new Mlp(3, 5);
        var shapes = new Dictionary<string, long[]>
        {
            ["W_in"] = [3, 5],
            ["b_in"] = [5],
            ["W_out"] = [5, 3],
            ["b_out"] = [3],
        };
        var parameters = mlp.named_parameters().ToList();
        Must.Hold(parameters.Count > 0, "The module has no parameters: call `RegisterComponents()` at the end of the constructor.");
        parameters.Select(x => x.name).Should().BeEquivalentTo(shapes.Keys);
        foreach (var (name, parameter) in parameters)
        {
            parameter.Should().BeCloseTo(zeros(shapes[name]), 0, what: name);
            Must.Hold(parameter.requires_grad, $"{name} cannot learn: it needs a gradient.");
        }
        mlp.WithWeights().call(Some.Numbers(false, 2, 2, 3)).sum().backward();
        Must.Hold(mlp.named_parameters().All(x => x.parameter.grad is not null), "Not every parameter got a gradient.");
    }

    [ExerciseTheory("1.1.19")]
    [InlineData(2, 4, false)]
    [InlineData(1, 1, false)]
    [InlineData(3, 3, true)]
    public void ABlockAddsTwiceToTheStream(long batch, long positions, bool view)
    {
        var stream = Some.Numbers(view, batch, positions, 6) + 0.5;
        var block = new Block(new TransformerConfig(1, 6, 2, 4, 8, 5, 3)).WithWeights();
        using var unchanged = Inputs.MustStayUnchanged(stream);
        Tensor Attend(Tensor x) => Reference.Attention(block, "attn", x);
        Tensor Think(Tensor x) => Reference.Mlp(block, "mlp", x);
        Tensor Norm1(Tensor x) => Reference.Norm(block, "ln1", x);
        Tensor Norm2(Tensor x) => Reference.Norm(block, "ln2", x);
        var middle = stream + Attend(Norm1(stream));
        block.call(stream).Should().BeCloseTo(Reference.Block(block, "", stream), Tolerance, Axes, mistakes:
        [
            ("the attention's result was not added to the stream", Think(Norm2(Attend(Norm1(stream)))) + Attend(Norm1(stream))),
            ("the MLP's result replaced the stream: it is added", Think(Norm2(middle))),
            ("nothing was added: this is the MLP of the attention of the stream", Think(Norm2(Attend(Norm1(stream))))),
            ("the stream after the attention is missing", stream + Think(Norm2(middle))),
            ("the MLP is missing", middle),
            ("the attention is missing", stream + Think(Norm2(stream))),
            ("attention and MLP both read the stream before the block: the MLP reads what attention has added, too",
                middle + Think(Norm2(stream))),
            ("it is the normalised stream that was added to; nothing may stand on the stream itself",
                Norm1(stream) + Attend(Norm1(stream)) + Think(Norm2(Norm1(stream) + Attend(Norm1(stream))))),
            ("the sums were normalised: the norm belongs before attention and MLP, not after them",
                Norm2(Norm1(stream + Attend(stream)) + Think(Norm1(stream + Attend(stream))))),
            ("attention read the stream without its norm", stream + Attend(stream) + Think(Norm2(stream + Attend(stream)))),
            ("the MLP read the stream without its norm", middle + Think(middle)),
            ("nothing was normalised", stream + Attend(stream) + Think(stream + Attend(stream))),
            ("the MLP read with ln1", middle + Think(Norm1(middle))),
            ("the two layer norms are exchanged",
                stream + Attend(Norm2(stream)) + Think(Norm1(stream + Attend(Norm2(stream))))),
            ("the MLP came before the attention",
                stream + Think(Norm2(stream)) + Attend(Norm1(stream + Think(Norm2(stream))))),
        ]);
    }

    [ExerciseFact("1.1.19")]
    public void ANewBlockLeavesTheStreamAsItIs()
    {
        var stream = Some.Numbers(false, 2, 3, 6);
        new Block(new TransformerConfig(1, 6, 2, 4, 8, 5, 3)).call(stream).Should().BeCloseTo(
            stream, 1e-6, Axes, mistakes: [("the stream itself was left out of the sum", zeros_like(stream))]);
    }

    [ExerciseTheory("1.1.20")]
    [InlineData(2, 3, 4, 7, false)]
    [InlineData(1, 1, 3, 1, false)]
    [InlineData(2, 2, 5, 5, true)]
    public void LogitsAreProductsWithTheColumns(long batch, long positions, long dModel, long vocabulary, bool view)
    {
        var x = Some.Numbers(view, batch, positions, dModel);
        var unembed = new Unembed(dModel, vocabulary).WithWeights();
        using var unchanged = Inputs.MustStayUnchanged(x, unembed.W_U, unembed.b_U);
        var products = x.matmul(unembed.Weight("W_U"));
        unembed.call(x).Should().BeCloseTo(products + unembed.Weight("b_U"), 1e-5, "batch position vocabulary", mistakes:
        [
            ("the bias was not added", products),
            ("these are probabilities: the model gives scores, and the loss takes the softmax",
                (products + unembed.Weight("b_U")).softmax(2)),
            ("these are logarithms of probabilities: the model gives scores",
                (products + unembed.Weight("b_U")).log_softmax(2)),
            .. dModel == vocabulary
                ? [("the matrix was transposed: a token is a column of W_U",
                    x.matmul(unembed.Weight("W_U").t()) + unembed.Weight("b_U"))]
                : Array.Empty<(string, Tensor)>(),
        ]);
    }

    [ExerciseTheory("1.1.21")]
    [InlineData(2, 5, 2, false)]
    [InlineData(1, 1, 1, false)]
    [InlineData(3, 12, 3, true)]
    [InlineData(2, 4, 0, false)]
    public void TheLogitsAreThoseOfTheReference(long batch, long positions, int layers, bool view)
    {
        var model = Some.Model(layers);
        var tokens = Some.Tokens(view, 11, batch, positions);
        using var unchanged = Inputs.MustStayUnchanged(tokens);
        var start = Reference.Embedded(model, tokens);
        var end = Through(start, Enumerable.Range(0, layers));
        List<(string, Tensor)> mistakes =
        [
            ("ln_final is missing", Reference.Logits(model, end)),
            ("the vectors of the positions were not added: word order is lost", Finished(Through(
                model.Weight("embed.W_E")[tokens], Enumerable.Range(0, layers)))),
            ("the vectors of the tokens were not added", Finished(Through(
                start - model.Weight("embed.W_E")[tokens], Enumerable.Range(0, layers)))),
            ("this is the stream at the end: unembed it", Reference.Norm(model, "ln_final", end)),
        ];
        if (layers > 0) mistakes.Add(("no block was used", Finished(start)));
        if (layers > 1)
        {
            mistakes.Add(("the blocks came in the opposite order", Finished(Through(start, Enumerable.Range(0, layers).Reverse()))));
            mistakes.Add(("only the first block was used", Finished(Through(start, [0]))));
            mistakes.Add(("the last block was left out", Finished(Through(start, Enumerable.Range(0, layers - 1)))));
            mistakes.Add(("every block read the embedding: each reads what the one before has left",
                Finished(Through(start, [layers - 1]))));
        }
        model.call(tokens).Should().BeCloseTo(Finished(end), Tolerance, "batch position vocabulary", mistakes);

        Tensor Through(Tensor stream, IEnumerable<int> order) =>
            order.Aggregate(stream, (x, layer) => Reference.Block(model, $"blocks.{layer}.", x));
        Tensor Finished(Tensor stream) => Reference.Logits(model, Reference.Norm(model, "ln_final", stream));
    }

    [ExerciseFact("1.1.21")]
    public void TheLogitsAreTheLibrarysOnTheSameWeights()
    {
        using var theirs = new HookedTransformer(new HookedTransformerConfig
        {
            NLayers = 2,
            DModel = 6,
            NHeads = 2,
            DHead = 4,
            DMlp = 10,
            NCtx = 12,
            DVocab = 11,
            Activation = Activation.GeluNew,
        }).WithWeights(7);
        var mine = new Transformer(new TransformerConfig(2, 6, 2, 4, 10, 12, 11));
        mine.named_parameters().Select(x => x.name).Should().BeEquivalentTo(theirs.named_parameters().Select(x => x.name));
        using (no_grad())
            foreach (var (name, parameter) in mine.named_parameters())
                parameter.copy_(theirs.Weight(name));
        var tokens = Some.Tokens(false, 11, 3, 12);
        mine.call(tokens).Should().BeCloseTo(theirs.call(tokens), 1e-4, "batch position vocabulary");
    }

    [ExerciseFact("1.1.21")]
    public void EveryParameterLearns()
    {
        var model = Some.Model();
        model.call(Some.Tokens(false, 11, 2, 5)).square().sum().backward();
        foreach (var (name, parameter) in model.named_parameters())
            Must.Hold(parameter.grad is not null, $"No gradient reaches {name}: is it used?");
    }

    // How many numbers there are, and how far chance may lead: an estimate of a deviation σ from n numbers is off by more
    // than 6 σ/√(2n), and one of the mean by more than 6 σ/√n, with a chance of some 2 in 10⁹. With 22 checks a seed, a
    // right answer fails less than once in 10⁷ runs; the seeds here are fixed, so that it does not fail at all.
    [ExerciseTheory("1.1.22")]
    [InlineData(1, 0.02, 1)]
    [InlineData(3, 0.1, 2)]
    [InlineData(2, 0.02, 3)]
    public void StartingWeightsHaveTheirSize(int layers, double deviation, ulong seed)
    {
        var model = new Transformer(new TransformerConfig(layers, 24, 3, 8, 48, 30, 40));
        using (no_grad())
            foreach (var parameter in model.parameters())
                parameter.fill_(7);
        using var generator = new Generator(seed);
        if (deviation == 0.02) StartingWeights.Set(model, generator: generator);
        else StartingWeights.Set(model, deviation, generator);
        foreach (var (name, parameter) in model.named_parameters())
        {
            var last = name.Split('.')[^1];
            var values = parameter.detach();
            Must.Hold(parameter.requires_grad && parameter.is_leaf, $"{name} cannot learn any more.");
            if (last == "w") values.Should().BeCloseTo(ones_like(values), 0, what: $"The scales {name}");
            else if (last[0] == 'b') values.Should().BeCloseTo(zeros_like(values), 0, what: $"The biases {name}");
            else CheckSpread(name, values, last is "W_O" or "W_out" ? deviation / Math.Sqrt(2 * layers) : deviation);
        }

        void CheckSpread(string name, Tensor values, double wanted)
        {
            var (count, actual) = (values.numel(), values.std().item<float>());
            Must.Hold(Math.Abs(actual - wanted) < 6 * wanted / Math.Sqrt(2 * count),
                $"The numbers of {name} have a standard deviation of {actual:0.0000}, should have about {wanted:0.0000}" +
                    (Math.Abs(actual - deviation) < 0.1 * deviation
                        ? ": it writes into the stream, as 2 matrices a layer do; divide by the root of how many there are."
                        : "."));
            Must.Hold(Math.Abs(values.mean().item<float>()) < 6 * wanted / Math.Sqrt(count),
                $"The numbers of {name} should be around 0, but their mean is {values.mean().item<float>():0.0000}.");
        }
    }

    [ExerciseFact("1.1.22")]
    public void TheGeneratorIsTheOnlySourceOfChance()
    {
        random.manual_seed(1);
        var first = WeightsOf(5);
        random.manual_seed(2);
        Must.Hold(WeightsOf(5).Equals(first), "The same seed should give the same weights: pass the generator on.");
        Must.Hold(!WeightsOf(6).Equals(first), "Another seed should give other weights.");

        static Tensor WeightsOf(ulong seed)
        {
            using var generator = new Generator(seed);
            var model = Some.Model();
            StartingWeights.Set(model, 0.02, generator);
            return cat([.. model.parameters().Select(x => x.detach().flatten())]);
        }
    }
}
