using Arena.Tensors;
using static TorchSharp.torch;

namespace Arena.Testing.Samples;

/// <summary>What a learner might have written.</summary>
public static class Answers
{
    [Exercise("9.0.1", "Right")]
    public static Tensor Right(Tensor x) => x * 2;

    [PartOf("9.0.1")]
    public static Tensor MissingInTorchSharp(Tensor x) => x.diff(2);

    [Exercise("9.0.2", "Wrong")]
    public static Tensor Wrong(Tensor x) => x * 3;

    [Exercise("9.0.3", "To do")]
    public static Tensor Todo(Tensor x) => throw new NotImplementedException("9.0.3 To do");

    [Exercise("9.0.4", "Endless")]
    public static Tensor Endless(Tensor x)
    {
        var steps = 0L;
        while (steps >= 0) steps = (steps + 1) % 1000;
        return x;
    }

    [Exercise("9.0.9", "Endless and catching")]
    public static Tensor EndlessAndCatching(Tensor x)
    {
        while (true)
        {
            try
            {
                while (x.numel() > 0) _ = x.Dimensions;
            }
            catch (ThreadInterruptedException)
            {
                x = ones(3, 3);
            }
        }
    }

    [Exercise("9.0.5", "Blocked")]
    public static Tensor Blocked(Tensor x)
    {
        using var never = new ManualResetEventSlim();
        never.Wait(CancellationToken.None);
        return x;
    }

    [Exercise("9.0.6", "Native error")]
    public static Tensor NativeError(Tensor x) => x.mm(ones(7, 7));

    // A call through a delegate is not guarded.
    [Exercise("9.0.7", "Native abort")]
    public static Tensor NativeAbort(Tensor x)
    {
        var multiply = x.matmul;
        return multiply(ones(4, 5));
    }

    [Exercise("9.0.12", "Wrong product")]
    public static Tensor WrongProduct(Tensor x) => x.matmul(ones(4, 5));

    [Exercise("9.0.13", "Wrong shape")]
    [return: Shape("week day")]
    public static Tensor WrongShape([Shape("week day")] Tensor x) => x.t();

    [PartOf("9.0.13")]
    public static Tensor UsesWrongShape(Tensor x) => WrongShape(x) + x;

    [Exercise("9.0.8", "Null")]
    public static Tensor Null(Tensor? x) => x!.clone();

    /// <summary>Initialised by a stub.</summary>
    public static class Initialised
    {
        public static readonly Tensor Value = Todo(ones(2));
    }
}
