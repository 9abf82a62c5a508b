using Arena.Data;
using Arena.Models;
using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

/// <summary>
/// The tools on the real GPT-2 small, against what others published of it. Each is tried on a small model with neurons
/// first.
/// </summary>
public sealed class Gpt2Tests
{
    [ExerciseFact("1.1.26", TimeLimit = 300, LongWith = PublishedModels.Gpt2)]
    public void Gpt2LosesWhatIsPublished()
    {
        using var small = IndirectObject.Some.Model(neurons: 7);
        var some = Some.Tokens(true, 13, 3, 5);
        tensor(Training.LossByPosition(small, some, 2).ToArray()).Should().BeCloseTo(
            HookedTransformer.NextTokenLoss(small.call(some), some).mean([0]), 1e-9, "position");
        RealGpt2.WhenPresent((model, tokenizer) =>
        {
            // Hugging Face's `evaluate` has a perplexity of 70.6083 for this sentence (its pull request 242).
            var text = tensor(tokenizer.Numbers("Hugging Face is a startup based in New York City and Paris"));
            Training.LossByPosition(model, text.unsqueeze(0), 1).Average().Should()
                .BeApproximately(Math.Log(70.6083), 0.001);
        });
    }

    [ExerciseFact("1.1.34", TimeLimit = 300, LongWith = PublishedModels.Gpt2)]
    public void Gpt2WritesWhatIsPublished()
    {
        using var small = IndirectObject.Some.Model(neurons: 7);
        long[] text = [3, 1];
        for (var i = 0; i < 4; i++)
        {
            text = [.. text, small.call(tensor(text).unsqueeze(0))[0, -1].argmax().item<long>()];
        }
        var greedy = new SamplingOptions(Temperature: 0);
        Generation.Generate(small.call, tensor(text[..2]), 4, greedy).Should().BeCloseTo(tensor(text), 0, "position");
        RealGpt2.WhenPresent((model, tokenizer) =>
        {
            // What Hugging Face's own test of GPT-2 expects after "The dog".
            long[] published =
            [
                464, 3290, 373, 1043, 287, 257, 2214, 1474, 262, 16246, 286, 2688, 290, 2688, 27262, 13, 198, 198, 464,
                3290,
            ];
            tokenizer.Numbers("The dog").Should().Equal(published[..2]);
            Generation.Generate(model.call, tensor(published[..2]), published.Length - 2, greedy)
                .Should().BeCloseTo(tensor(published), 0, "position");
        });
    }
}
