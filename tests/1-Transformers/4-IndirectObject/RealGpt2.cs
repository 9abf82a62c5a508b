using Arena.Data;
using Arena.Models;
using static TorchSharp.torch;

namespace Arena.Transformers;

/// <summary>GPT-2 small itself, where its weights are on this machine.</summary>
internal static class RealGpt2
{
    /// <summary>
    /// Runs the part of a test that needs it. Where it is not here, that part is to do: the line below is what
    /// <c>dotnet test</c> and <c>./arena check</c> say of it.
    /// </summary>
    /// <param name="test">The part. The model has its layer norms folded.</param>
    public static void WhenPresent(Action<HookedTransformer, Gpt2Tokenizer> test)
    {
        if (PublishedModels.Find(PublishedModels.Gpt2) is not { } folder)
        {
            TestContext.Current.TestOutputHelper!.WriteLine(
                "To do: GPT-2 itself. ./arena model pull gpt2 fetches it.");
            return;
        }
        using var off = no_grad();
        using var loaded = Gpt2.Load(folder);
        using var model = loaded.FoldLayerNorm();
        test(model, Gpt2Tokenizer.Load(folder));
    }

    /// <summary>The tokens of a text.</summary>
    public static long[] Numbers(this Gpt2Tokenizer tokenizer, string text) =>
        [.. tokenizer.Encode(text).Select(token => (long)token)];
}
