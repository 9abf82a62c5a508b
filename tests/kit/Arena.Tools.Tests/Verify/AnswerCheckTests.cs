using Arena.Verify;
using Arena.Verify.Checks;

namespace Arena.Tools.Tests.Verify;

/// <summary>Answers that would never be tried.</summary>
public sealed class AnswerCheckTests : IDisposable
{
    private const string File = "solutions/0-Fundamentals/0-Prerequisites/Rows.Answers.cs";

    private readonly TestsOfAKit kit = new();

    public void Dispose() => kit.Dispose();

    [Fact]
    public void An_answer_to_no_exercise_is_found_with_its_line()
    {
        kit.WriteFile(File, """
            namespace Arena.Fundamentals;

            [SolutionOnly]
            internal static class RowsAnswers
            {
                [WrongAnswer("0.0.1")]
                internal static double LeavesOutTheFirst(double[] row) => row[1..].Sum();

                [WrongAnswer("0.0.11")]
                internal static double HasAnExtraDigit(double[] row) => 0;

                [RightAnswer("Mean")]
                internal static double HasATitle(double[] row) => row.Average();
            }
            """);

        AnswerCheck.Check(kit.Chapters).Should().Equal(
            new Finding("wrong-answer", null, File, 10,
                "HasAnExtraDigit is an answer to \"0.0.11\", and 0-Fundamentals has no such exercise: it is never tried.",
                "Write the id of the exercise that it answers."),
            new Finding("right-answer", null, File, 13,
                "HasATitle is an answer to \"Mean\", and 0-Fundamentals has no such exercise: it is never tried.",
                "Write the id of the exercise that it answers."));
    }
}
