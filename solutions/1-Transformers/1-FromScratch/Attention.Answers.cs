using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

/// <summary>What else learners may write for an attention layer.</summary>
[SolutionOnly]
internal static class AttentionAnswers
{
    [WrongAnswer("1.1.15", Says = "the values were made with W_K")]
    internal static Tensor MixesKeys(Attention attention, Tensor x)
    {
        var q = AttentionSteps.Project(x, attention.W_Q, attention.b_Q);
        var k = AttentionSteps.Project(x, attention.W_K, attention.b_K);
        var pattern = AttentionSteps.Pattern(AttentionSteps.Scores(q, k));
        return AttentionSteps.Output(AttentionSteps.Mix(pattern, k), attention.W_O, attention.b_O);
    }

    [WrongAnswer("1.1.15", Says = "queries and keys are exchanged")]
    internal static Tensor ExchangesQueriesAndKeys(Attention attention, Tensor x)
    {
        var q = AttentionSteps.Project(x, attention.W_Q, attention.b_Q);
        var k = AttentionSteps.Project(x, attention.W_K, attention.b_K);
        var v = AttentionSteps.Project(x, attention.W_V, attention.b_V);
        var pattern = AttentionSteps.Pattern(AttentionSteps.Scores(k, q));
        return AttentionSteps.Output(AttentionSteps.Mix(pattern, v), attention.W_O, attention.b_O);
    }

    [WrongAnswer("1.1.15", Says = "positions see the future")]
    internal static Tensor SkipsTheMask(Attention attention, Tensor x)
    {
        var q = AttentionSteps.Project(x, attention.W_Q, attention.b_Q);
        var k = AttentionSteps.Project(x, attention.W_K, attention.b_K);
        var v = AttentionSteps.Project(x, attention.W_V, attention.b_V);
        var pattern = AttentionSteps.Scores(q, k).softmax(3);
        return AttentionSteps.Output(AttentionSteps.Mix(pattern, v), attention.W_O, attention.b_O);
    }

    [RightAnswer("1.1.15")]
    internal static Tensor AsksLibtorch(Attention attention, Tensor x)
    {
        var q = AttentionSteps.Project(x, attention.W_Q, attention.b_Q).transpose(1, 2);
        var k = AttentionSteps.Project(x, attention.W_K, attention.b_K).transpose(1, 2);
        var v = AttentionSteps.Project(x, attention.W_V, attention.b_V).transpose(1, 2);
        var z = nn.functional.scaled_dot_product_attention(q, k, v, is_casual: true).transpose(1, 2);
        return AttentionSteps.Output(z, attention.W_O, attention.b_O);
    }
}
