using static TorchSharp.torch;

namespace Arena.Testing.Samples;

public class SampleTests
{
    [ExerciseFact("9.0.1")]
    public void Right() => Answers.Right(ones(2, 3)).Should().BeCloseTo(full(2, 3, 2f), tolerance: 1e-6);

    [ExerciseFact("9.0.1")]
    public void RightAsFarAsItGoes()
    {
        Answers.Right(ones(2, 3)).Should().HaveShape("week day", 2, 3);
        TestContext.Current.TestOutputHelper!.WriteLine("Half is done.");
        TestContext.Current.TestOutputHelper!.WriteLine("To do: the other half. ./arena fetch gets it.");
    }

    [ExerciseFact("9.0.2")]
    public void Wrong() =>
        Answers.Wrong(ones(2, 3)).Should().BeCloseTo(full(2, 3, 2f), tolerance: 1e-6, axes: "week day");

    [ExerciseFact("9.0.3")]
    public void Todo() => Answers.Todo(ones(2, 3)).Should().BeCloseTo(full(2, 3, 2f), tolerance: 1e-6);

    [ExerciseFact("9.0.3")]
    public void ExpectsAnyException() =>
        FluentActions.Invoking(() => Answers.Todo(ones(2, 3))).Should().Throw<Exception>();

    [ExerciseFact("9.0.3")]
    public void ExpectsOtherException() =>
        FluentActions.Invoking(() => Answers.Todo(ones(2, 3))).Should().Throw<ArgumentException>();

    [ExerciseFact("9.0.1")]
    public void StandsOnAnother() => Answers.Right(Answers.Todo(ones(2, 3))).Should().HaveShape("week day", 2, 3);

    [ExerciseFact("9.0.3")]
    public void TodoInInitialiser() => Answers.Initialised.Value.Should().HaveShape("week", 2);

    [ExerciseFact("9.0.3")]
    public async Task TodoAfterAwait()
    {
        await Task.Delay(1, TestContext.Current.CancellationToken);
        Answers.Todo(ones(2, 3)).Should().HaveShape("week day", 2, 3);
    }

    [ExerciseFact("9.0.9", TimeLimit = 0.5)]
    public void EndlessAndCatching() => Answers.EndlessAndCatching(ones(2, 3));

    [ExerciseFact("9.0.4", Explicit = true)]
    public void EndlessByDefault() => Answers.Endless(ones(2, 3));

    [ExerciseFact("9.0.4", TimeLimit = 0.5)]
    public void Endless() => Answers.Endless(ones(2, 3));

    [ExerciseFact("9.0.5", TimeLimit = 0.5)]
    public void Blocked() => Answers.Blocked(ones(2, 3));

    [ExerciseTheory("9.0.11", TimeLimit = 0.5)]
    [InlineData(1)]
    [InlineData(2)]
    public void EndlessCases(int days)
    {
        Console.WriteLine("An endless case began.");
        Answers.Endless(ones(2, days));
    }

    [ExerciseFact("9.0.10", TimeLimit = 0.5)]
    public Task BlockedForever() => new TaskCompletionSource().Task;

    [ExerciseFact("9.0.6")]
    public void NativeError() => Answers.NativeError(ones(2, 3));

    [ExerciseFact("9.0.7", Explicit = true)]
    public void NativeAbort() => Answers.NativeAbort(ones(2, 3));

    [ExerciseFact("9.0.12")]
    public void WrongProduct() => Answers.WrongProduct(ones(2, 3)).Should().HaveShape("week day", 2, 5);

    [ExerciseFact("9.0.13")]
    public void WrongShape() => Answers.WrongShape(ones(2, 3)).Should().HaveShape("week day", 2, 3);

    [ExerciseFact("9.0.13")]
    public void ComputesWithWrongShape()
    {
        var result = Answers.WrongShape(ones(2, 3));
        (result * ones(2, 3)).Should().HaveShape("week day", 2, 3);
    }

    [ExerciseFact("9.0.13")]
    public void UsesWrongShape() => Answers.UsesWrongShape(ones(2, 3)).Should().HaveShape("week day", 2, 3);

    [ExerciseFact("9.0.13")]
    public void WrongArgument() => Answers.WrongShape(ones(2)).Should().HaveShape("week day", 2, 3);

    [ExerciseFact("9.0.8")]
    public void Null() => Answers.Null(null);

    [ExerciseFact("9.0.1")]
    public async Task StaysOnItsThread()
    {
        var thread = Environment.CurrentManagedThreadId;
        var before = ones(1);
        await Task.Yield();
        Environment.CurrentManagedThreadId.Should().Be(thread);
        await Task.Delay(1, TestContext.Current.CancellationToken);
        Environment.CurrentManagedThreadId.Should().Be(thread);
        before.IsInvalid.Should().BeFalse();
    }

    [ExerciseTheory("9.0.1")]
    [InlineData(1, 1)]
    [InlineData(2, 5)]
    public void Rows(int week, int day) => Answers.Right(ones(week, day)).Should().HaveShape("week day", week, day);

    public static TheoryData<Tensor> Inputs => [ones(2)];

    [ExerciseTheory("9.0.1")]
    [MemberData(nameof(Inputs), DisableDiscoveryEnumeration = true)]
    public void Tensors(Tensor x) => Answers.Right(x).Should().BeEqualTo(x + x);

    [ExerciseFact("9.0.1")]
    public void MissingInTorchSharp() => Answers.MissingInTorchSharp(ones(5)).Should().HaveShape("week", 3);

    [ExerciseFact("9.0.1")]
    public void RepeatsFirst() => FirstRandomNumber();

    [ExerciseFact("9.0.1")]
    public void RepeatsSecond() => FirstRandomNumber();

    [ExerciseFact("9.0.1")]
    public void LeavesNothingFirst() => TensorOfTheOther();

    [ExerciseFact("9.0.1")]
    public void LeavesNothingSecond() => TensorOfTheOther();

    [ExerciseFact("9.0.5", TimeLimit = 0.2, Explicit = true)]
    public void Unstoppable()
    {
        try
        {
            Answers.Blocked(ones(2));
        }
        finally
        {
            // No interruption ends a loop that does not wait.
            while (true) _ = Environment.TickCount64;
        }
    }

    private static float? first;

    private static void FirstRandomNumber()
    {
        var number = rand(1).item<float>();
        (first ??= number).Should().Be(number);
    }

    private static Tensor? left;

    private static void TensorOfTheOther()
    {
        (left is null || left.IsInvalid).Should().BeTrue();
        left = ones(3);
    }
}
