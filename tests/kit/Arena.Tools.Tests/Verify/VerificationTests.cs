using Arena.Cli.Checking;
using Arena.Skeleton;
using Arena.Verify;
using Arena.Verify.Mutation;
using Arena.Verify.Sources;

namespace Arena.Tools.Tests.Verify;

/// <summary>Faults planted into the solutions of section 0.0, found by running its tests.</summary>
public class VerificationTests
{
    private const string Folder = "0-Fundamentals/0-Prerequisites";
    private static readonly Workspace Kit = RealKit.Workspace;

    [Fact(Skip = RealKit.NeedsSolutions, SkipUnless = nameof(RealKit.HasSolutions), SkipType = typeof(RealKit))]
    public async Task What_is_wrong_with_answers_is_found_and_the_others_count()
    {
        var marker = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var answers = """
            using static TorchSharp.torch;

            namespace Arena.Fundamentals.Prerequisites;

            [SolutionOnly]
            internal static class PlantedAnswers
            {
                [WrongAnswer("0.0.28")]
                internal static Tensor IsRightInTruth(Tensor x) => x.diagonal().sum();

                [WrongAnswer("0.0.28", Says = "this is the other diagonal")]
                internal static Tensor IsToldSo(Tensor x) => x.flip(1).diagonal().sum();

                [WrongAnswer("0.0.28", Says = "the moon is full")]
                internal static Tensor IsToldSomethingElse(Tensor x) => x.flip(1).diagonal().sum();

                [WrongAnswer("0.0.28")]
                internal static Tensor NeverEnds(Tensor x)
                {
                    while (x.shape.Length > 0) { }
                    return x;
                }

                [WrongAnswer("0.0.28")]
                internal static Tensor EndsTheProcess(Tensor x)
                {
                    Environment.Exit(3);
                    return x;
                }

                [WrongAnswer("0.0.28")]
                internal static Tensor DoesNotFit(Tensor x, Tensor y) => x + y;

                [RightAnswer("0.0.28")]
                internal static Tensor IsRight(Tensor x) => x.trace();

                [RightAnswer("0.0.28")]
                internal static Tensor IsWrongInTruth(Tensor x) => x.sum();

                [RightAnswer("0.0.28")]
                internal static Tensor IsRightWhenTheSystemLetsItLive(Tensor x)
                {
                    if (!File.Exists(@"MARKER"))
                    {
                        File.WriteAllText(@"MARKER", "");
                        System.Diagnostics.Process.GetCurrentProcess().Kill();
                    }
                    return x.trace();
                }
            }
            """.Replace("MARKER", marker);

        var report = await VerifyAsync(["0.0.28"], new SolutionFile($"{Folder}/Planted.Answers.cs", answers));

        File.Delete(marker);
        var section = report.Sections.Should().ContainSingle().Subject;
        (section.WrongAnswers, section.WrongAnswersKilled, section.Variants, section.VariantsAccepted)
            .Should().Be((6, 3, 3, 2));
        report.Findings.Select(x => (x.Check, x.File, x.Line, x.Message)).Should().BeEquivalentTo(new[]
        {
            ("wrong-answer", $"solutions/{Folder}/Planted.Answers.cs", 9,
                "IsRightInTruth is wrong, and every test of 0.0.28 accepts it."),
            ("wrong-answer", $"solutions/{Folder}/Planted.Answers.cs", 15,
                "IsToldSomethingElse fails, but no message contains \"the moon is full\". The first one says: "
                    + "It looks as if this is the other diagonal."),
            ("wrong-answer", $"solutions/{Folder}/Planted.Answers.cs", 32,
                "DoesNotFit does not fit in the place of 0.0.28: CS7036: There is no argument given that corresponds "
                    + "to the required parameter 'y' of 'PlantedAnswers.DoesNotFit(torch.Tensor, torch.Tensor)'"),
            ("right-answer", $"solutions/{Folder}/Planted.Answers.cs", 38,
                "IsWrongInTruth is right, and ProductsTests.TraceIsTheSumOfTheDiagonal(size: 4, view: False) rejects "
                    + "it: It looks as if everything was added up, not only the diagonal: one name for both axes keeps them "
                    + "in step."),
        });
    }

    [Fact(Skip = RealKit.NeedsSolutions, SkipUnless = nameof(RealKit.HasSolutions), SkipType = typeof(RealKit))]
    public async Task A_test_that_needs_a_later_exercise_is_found_and_one_that_stands_on_an_earlier_is_well()
    {
        // Matrix times matrix, made of 0.0.29 (earlier) or of 0.0.33 (later).
        const string patch = "Einsum(\"row inner, inner column -> row column\", left, right)";
        const string earlier = "stack([.. right.unbind(1).Select(x => MatrixVector(left, x))], 1)";
        const string later = "BatchedOuter(left.t(), right).sum(dim: 0)";

        (await VerifyAsync(["0.0.29", "0.0.30"], Products(patch, earlier))).Findings
            .Where(x => x.Check is "stub" or "solution").Should().BeEmpty();

        var (file, line) = new TestLocations(Kit, "0-Fundamentals").Of("ProductsTests.MatrixTimesMatrix");
        (await VerifyAsync(["0.0.30", "0.0.33"], Products(patch, later))).Findings
            .Where(x => x.Check is "stub" or "solution").Should().Equal(new Finding(
                "stub", "0.0.30", file, line,
                "ProductsTests.MatrixTimesMatrix needs 0.0.33 Outer products of a batch, which comes later: a learner "
                    + "who has solved everything up to 0.0.30 could not pass it.",
                "Test 0.0.30 without 0.0.33, or change their order."));
    }

    [Fact(Skip = RealKit.NeedsSolutions, SkipUnless = nameof(RealKit.HasSolutions), SkipType = typeof(RealKit))]
    public async Task A_solution_that_its_tests_reject_is_found()
    {
        var report = await VerifyAsync(["0.0.31"], Products("Einsum(\"i, i ->\", a, b)", "a.dot(b) + 1"));

        report.Findings.Where(x => x.Check == "solution").Select(x => (x.Exercise, x.Message.Split(':')[0]))
            .Distinct().Should().Equal(("0.0.31", "The solution fails ProductsTests.InnerProduct(size"));
    }

    private static SolutionFile Products(string before, string after)
    {
        var text = File.ReadAllText(Path.Combine(Kit.Solutions, $"{Folder}/Products.cs"));
        text.Should().Contain(before);
        return new SolutionFile($"{Folder}/Products.cs", text.Replace(before, after));
    }

    // The section with one file replaced or added, and without the authors' own answers.
    private static async Task<VerificationReport> VerifyAsync(string[] exercises, SolutionFile planted)
    {
        var files = SolutionFile.ReadAll(Kit)
            .Where(x => x.Path != planted.Path && !x.Path.EndsWith(".Answers.cs", StringComparison.Ordinal))
            .Append(planted);
        var chapter = ChapterSource.ReadAll([.. files]).Single(x => x.Name == "0-Fundamentals");
        var tests = Path.Combine(
            Kit.Root, "tests/0-Fundamentals/bin/solutions/Debug/net10.0/Arena.Fundamentals.Tests.dll");
        return await new Verification(Kit, DotNet.Host, new VerifyProgress((_, _, _) => { })).RunAsync(
            chapter, [.. chapter.Exercises.Where(x => exercises.Contains(x.Id))], tests, EquivalentMutants.None,
            TestContext.Current.CancellationToken);
    }
}
