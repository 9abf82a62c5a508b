using System.Diagnostics;
using Arena.Testing.Running;

namespace Arena.Testing.Tests.Running;

public class LearnerFramesTests
{
    public static TheoryData<string, Action> Throwing => new()
    {
        { "Answers.Plain", Answers.Plain },
        { "Answers.Lambda", () => Answers.Lambda(3) },
        { "Answers.LambdaInALambda", () => Answers.LambdaInALambda(3) },
        { "Answers.LocalFunction", Answers.LocalFunction },
        { "Answers.Iterator", () => Answers.Iterator().GetEnumerator().MoveNext() },
        { "Answers.LaterAsync", () => Answers.LaterAsync().GetAwaiter().GetResult() },
    };

    [Theory]
    [MemberData(nameof(Throwing), DisableDiscoveryEnumeration = true)]
    public void A_place_is_the_method_that_the_learner_wrote(string method, Action code)
    {
        var frame = new StackTrace(code.Should().Throw<FormatException>().Which, fNeedFileInfo: true).GetFrame(0)!;

        LearnerFrames.Place(frame).Should().MatchRegex($@"^{method}, LearnerFramesTests\.cs line \d+$");
    }

    [Fact]
    public void The_lists_that_the_compiler_makes_are_no_place()
    {
        var exception = FluentActions.Invoking(() => Answers.BehindTheEnd(3)).Should().Throw<Exception>().Which;

        LearnerFrames.Place(LearnerFrames.Of(exception, Course.Of(typeof(LearnerFramesTests).Assembly))[0])
            .Should().StartWith("Answers.BehindTheEnd, ");
    }

    private static class Answers
    {
        public static int BehindTheEnd(int n)
        {
            IReadOnlyList<int> list = [1, n];
            return list[2];
        }

        public static void Plain() => throw new FormatException();

        public static void Lambda(int n) => Array.ForEach([1, 2], x => throw new FormatException($"{x + n}"));

        public static void LambdaInALambda(int n) =>
            Array.ForEach([1], x => Array.ForEach([2], y => throw new FormatException($"{x + y + n}")));

        public static void LocalFunction()
        {
            Inner();

            static void Inner() => throw new FormatException();
        }

        public static IEnumerable<int> Iterator()
        {
            yield return int.Parse("one" is { Length: 3 } ? throw new FormatException() : "1");
        }

        public static async Task LaterAsync()
        {
            await Task.CompletedTask;
            throw new FormatException();
        }
    }
}
