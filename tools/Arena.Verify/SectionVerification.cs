using System.Collections.Concurrent;
using System.Diagnostics;
using Arena.Verify.Mutation;
using Arena.Verify.Running;
using Arena.Verify.Sources;

namespace Arena.Verify;

/// <summary>Proves the tests of one section's exercises by running them against versions of the chapter.</summary>
/// <param name="chapter">The chapter.</param>
/// <param name="exercises">The section's exercises that are verified.</param>
/// <param name="reference">The run against the solutions.</param>
/// <param name="equivalents">The mutants declared to be no mistakes.</param>
/// <param name="locations">Where the tests are written.</param>
/// <param name="workers">What runs the tests.</param>
/// <param name="progress">Is told of every version that was tried.</param>
internal sealed class SectionVerification(
    ChapterSource chapter, IReadOnlyList<ExerciseSource> exercises, Reference reference,
    EquivalentMutants equivalents, TestLocations locations, TestWorkers workers, VerifyProgress progress)
{
    private readonly ChapterVersions versions = new(chapter);
    private readonly Lazy<MutantCompiler> wholeChapter = new(() => new MutantCompiler(chapter));
    private readonly ConcurrentDictionary<string, Lazy<Task<MutantCompiler>>> compilers = new();
    private readonly ConcurrentBag<Finding> findings = [];
    private readonly ConcurrentBag<Finding> survivors = [];
    private readonly ConcurrentDictionary<string, bool> everFailed = new();
    private int mutants;
    private int killed;
    private int equivalent;
    private int wrongKilled;
    private int rightAccepted;

    /// <summary>Runs everything.</summary>
    public async Task<VerificationReport> RunAsync(CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var section = exercises[0].Entry.Section;
        var byId = exercises.ToDictionary(x => x.Id);
        var answers = Answer.ReadAll(chapter).Where(x => byId.ContainsKey(x.Exercise)).ToList();
        foreach (var exercise in exercises)
        {
            CheckReference(exercise);
            CountAnswers(exercise, answers);
        }

        List<Func<Task>> jobs =
        [
            .. exercises.Select<ExerciseSource, Func<Task>>(x => () => TryStubAsync(x, cancellation)),
            .. answers.Select<Answer, Func<Task>>(x => () => TryAnswerAsync(x, byId[x.Exercise], cancellation)),
            .. exercises.SelectMany(x => Mutator.Of(chapter, x).Select<Mutant, Func<Task>>(
                mutant => () => TryMutantAsync(mutant, x, cancellation))),
        ];
        progress.Begin(section, jobs.Count);
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = TestWorkers.Count,
            CancellationToken = cancellation,
        };
        await Parallel.ForEachAsync(jobs, options, async (job, _) =>
        {
            await job();
            progress.Step();
        });
        foreach (var exercise in exercises) FindTestsThatNeverFail(exercise);

        var report = new SectionReport(
            section, exercises.Count, mutants, killed, equivalent, answers.Count(x => !x.IsRight), wrongKilled,
            answers.Count(x => x.IsRight), rightAccepted, Leaks: 0, watch.Elapsed.TotalSeconds);
        CheckShares(report);
        return new VerificationReport([report], InOrder(findings), InOrder(survivors));
    }

    private static IReadOnlyList<Finding> InOrder(IEnumerable<Finding> found) =>
        [.. found.Distinct().OrderBy(x => x.File, StringComparer.Ordinal).ThenBy(x => x.Line)
            .ThenBy(x => x.Message, StringComparer.Ordinal)];

    // The solution passes, nothing is to do or skipped, and no test needs a later exercise.
    private void CheckReference(ExerciseSource exercise)
    {
        var tests = reference.Tests(exercise.Id);
        if (tests.Count == 0)
            Find("solution", exercise, "No test checks it.",
                $"Write a test with [ExerciseFact(\"{exercise.Id}\")] in tests/{FolderOf(exercise.Entry.File)}.");
        foreach (var test in tests.Where(x => x.State != TestState.Passed))
            FindAt("solution", exercise, test.Test,
                test.State == TestState.Todo
                    ? $"The solution is not complete: {Name(test)} is to do. {test.Message}"
                    : $"The solution fails {Name(test)}: {FirstLine(test.Message)}",
                $"Mend the solution, {exercise.File}:{exercise.Line}, or the test.");
        foreach (var test in tests)
        {
            var later = chapter.Exercises.FirstOrDefault(x =>
                x.Number.CompareTo(exercise.Number) > 0 && reference.ReachedBy(test.Test).Contains(x.Id));
            if (later is not null)
                FindAt("stub", exercise, test.Test,
                    $"{Method(test)} needs {later.Id} {later.Entry.Title}, which comes later: a learner who has solved "
                        + $"everything up to {exercise.Id} could not pass it.",
                    $"Test {exercise.Id} without {later.Id}, or change their order.");
        }
    }

    // With nothing else unsolved, its tests are to do because of it, and so are later ones that stand on it.
    private async Task TryStubAsync(ExerciseSource exercise, CancellationToken cancellation)
    {
        var version = versions.Without(exercise);
        if (version.Assembly is null)
        {
            Find("stub", exercise, $"Its stub does not compile: {version.Error}", "Mend the solution's given parts.");
            return;
        }
        var outcome = await RunAsync(version.Assembly, exercise, reference.TestsReaching(exercise.Id), cancellation);
        if (outcome.Died is { } died)
            Find("stub", exercise, $"With only {exercise.Id} unsolved, {died}.",
                "Keep what the stub does from ending the process.");
        foreach (var test in outcome.Results) CheckStubbed(exercise, test);
    }

    private void CheckStubbed(ExerciseSource exercise, TestResult test)
    {
        var heading = exercise.Declaration.Heading;
        if (test.Exercise == exercise.Id)
        {
            if (test.State == TestState.Todo && test.Message.StartsWith($"To do: {heading}", StringComparison.Ordinal))
                return;
            FindAt("stub", exercise, test.Test,
                test.State == TestState.Passed
                    ? $"{Method(test)} passes without {heading}: it does not test the exercise that it names."
                    : $"With only {exercise.Id} unsolved, {Method(test)} should be to do, and is not: "
                        + FirstLine(test.Message),
                "Let the test call the exercise before anything else can go wrong.");
            return;
        }
        // A test that needs a later exercise is found in the reference run already.
        var first = $"stands on {heading}: solve {exercise.Id} first";
        if (test.State == TestState.Todo && test.Message.Contains(first, StringComparison.Ordinal))
            return;
        FindAt("stub", exercise, test.Test,
            $"With only {heading} unsolved, {Method(test)} of {test.Exercise} should be to do and say so, and is not: "
                + FirstLine(test.Message),
            $"Let the test reach {exercise.Id} as a stub, or do without it.");
    }

    private void CountAnswers(ExerciseSource exercise, IReadOnlyList<Answer> answers)
    {
        const int importantFrom = 4;
        const int leastWrong = 2;
        if (exercise.Entry.Importance < importantFrom) return;
        var file = Path.ChangeExtension(exercise.File, ".Answers.cs");
        if (answers.Count(x => x.Exercise == exercise.Id && !x.IsRight) is var wrong and < leastWrong)
            Find("wrong-answer", exercise,
                $"It is important ({exercise.Entry.Importance} of 5) and has {wrong} wrong answer(s); at least "
                    + $"{leastWrong} are due.",
                $"Add what learners get wrong to {file}, with [WrongAnswer(\"{exercise.Id}\")].");
        if (!answers.Any(x => x.Exercise == exercise.Id && x.IsRight))
            Find("right-answer", exercise,
                $"It is important ({exercise.Entry.Importance} of 5) and has no alternative right answer.",
                $"Add one that is written in another way to {file}, with [RightAnswer(\"{exercise.Id}\")].");
    }

    private async Task TryAnswerAsync(Answer answer, ExerciseSource exercise, CancellationToken cancellation)
    {
        var version = versions.With(answer, exercise);
        if (version.Assembly is null)
        {
            Find(answer, $"{answer.Name} does not fit in the place of {exercise.Id}: {version.Error}",
                "Give it the exercise's parameter types and return type.");
            return;
        }
        // What builds on the exercise has to accept a right answer too.
        IReadOnlyList<string> others = answer.IsRight ? reference.TestsReaching(exercise.Id) : [];
        var outcome = await RunAsync(version.Assembly, exercise, others, cancellation);
        if (answer.IsRight) CheckRight(answer, outcome);
        else CheckWrong(answer, exercise, outcome);
    }

    private void CheckRight(Answer answer, TestOutcome outcome)
    {
        if (outcome.Results.FirstOrDefault(x => x.State != TestState.Passed) is { } rejecting)
            Find(answer,
                $"{answer.Name} is right, and {Name(rejecting)} rejects it: "
                    + (outcome.Died ?? FirstLine(rejecting.Message)),
                "Let the test accept every right answer, or remove this one if it is wrong.");
        else if (outcome.Died is { } died)
            Find(answer, $"{answer.Name} is right, and {died}.", "Mend the answer.");
        else
            Interlocked.Increment(ref rightAccepted);
    }

    private void CheckWrong(Answer answer, ExerciseSource exercise, TestOutcome outcome)
    {
        var failures = Failures(outcome);
        if (failures.Count == 0 && outcome.Died is null)
        {
            Find(answer, $"{answer.Name} is wrong, and every test of {exercise.Id} accepts it.",
                "Add a test that it fails, or remove it if it is right.");
            return;
        }
        if (answer.Says is { } says && !failures.Any(x => x.Message.Contains(says, StringComparison.Ordinal)))
        {
            var said = failures.Count > 0 ? FirstLine(failures[0].Message) : outcome.Died;
            Find(answer,
                $"{answer.Name} fails, but no message contains \"{says}\". The first one says: {said}",
                "Name the mistake in the test (mistakes:), or correct what the answer expects to be told.");
            return;
        }
        Interlocked.Increment(ref wrongKilled);
    }

    private async Task TryMutantAsync(Mutant mutant, ExerciseSource exercise, CancellationToken cancellation)
    {
        var compiler = await compilers.GetOrAdd(
            exercise.Id, _ => new(() => CompilerAsync(exercise, cancellation))).Value;
        if (compiler.Compile(mutant) is not { } assembly) return;
        Interlocked.Increment(ref mutants);
        var outcome = await RunAsync(assembly, exercise, [], cancellation);
        // A mutant can come to what the solution does not; that alone is no reason to call it noticed.
        if (outcome.Results.Any(x => x.Message.Contains(WithoutBodies.Missed, StringComparison.Ordinal))
            && wholeChapter.Value.Compile(mutant) is { } whole)
            outcome = await RunAsync(whole, exercise, [], cancellation);
        var isKilled = Failures(outcome).Count > 0 || outcome.Died is not null;
        if (equivalents.Find(mutant) is { } declared)
        {
            Interlocked.Increment(ref equivalent);
            if (isKilled) findings.Add(declared.Killed());
        }
        else if (isKilled)
            Interlocked.Increment(ref killed);
        else
            survivors.Add(new Finding("mutant", mutant.Exercise, mutant.File, mutant.Line,
                $"{mutant.Kind}: no test of {mutant.Exercise} notices it.\n{EquivalentMutants.Format(mutant)}",
                "Add a test that it fails; or, if it is no mistake, declare it in "
                    + $"{EquivalentMutants.FileName} with the reason."));
    }

    // With only what its tests came to in the reference run; with everything, if they then miss something.
    private async Task<MutantCompiler> CompilerAsync(ExerciseSource exercise, CancellationToken cancellation)
    {
        var ids = reference.Tests(exercise.Id).SelectMany(x => reference.ReachedBy(x.Test)).Append(exercise.Id).ToHashSet();
        var compiler = new MutantCompiler(
            chapter, chapter.Exercises.Where(x => ids.Contains(x.Id)).SelectMany(x => x.Members).Select(x => x.SyntaxTree));
        var outcome = await RunAsync(compiler.Original, exercise, [], cancellation);
        return outcome.Died is null && outcome.Results.All(x => x.State == TestState.Passed)
            ? compiler
            : wholeChapter.Value;
    }

    private async Task<TestOutcome> RunAsync(
        byte[] version, ExerciseSource exercise, IReadOnlyList<string> others, CancellationToken cancellation) =>
        reference.Complete(
            await workers.RunAsync(version, [exercise.Id], others, cancellation), exercise.Id, others);

    private IReadOnlyList<TestResult> Failures(TestOutcome outcome)
    {
        // A test that was on when the process died has failed as well.
        List<TestResult> failures = [.. outcome.Results.Where(x => x.State != TestState.Passed)];
        foreach (var failure in failures) everFailed[TestLocations.MethodOf(failure.Test)] = true;
        return failures;
    }

    private void FindTestsThatNeverFail(ExerciseSource exercise)
    {
        foreach (var test in reference.Tests(exercise.Id).GroupBy(x => TestLocations.MethodOf(x.Test)))
            if (!everFailed.ContainsKey(test.Key))
                FindAt("test", exercise, test.Key,
                    $"{TestLocations.Short(test.Key)} passed with every mutant and every wrong answer of "
                        + $"{exercise.Id}: nothing shows that it can fail.",
                    "Give it an assertion that can fail, or add the wrong answer that it is there for.");
    }

    private void CheckShares(SectionReport report)
    {
        var first = exercises[0];
        if (report.KilledShare < SectionReport.LeastKilled)
            Find("mutant", first,
                $"Section {report.Section}: {report.Killed} of {report.Mutants - report.Equivalent} mutants are "
                    + $"noticed, {report.KilledShare:P1}; at least {SectionReport.LeastKilled:P0} are due.",
                "Add tests that notice the survivors.");
        var isWhole = exercises.Count == chapter.Exercises.Count(x => x.Entry.Section == report.Section);
        if (isWhole && report.Equivalent > SectionReport.MostEquivalent * report.Mutants)
            Find("mutant", first,
                $"Section {report.Section}: {report.Equivalent} of {report.Mutants} mutants are declared equivalent; "
                    + $"at most {SectionReport.MostEquivalent:P0} may be.",
                $"Write tests that notice some of them and take those out of {EquivalentMutants.FileName}.");
    }

    private void Find(string check, ExerciseSource at, string message, string fix) =>
        findings.Add(new Finding(check, at.Id, at.File, at.Line, message, fix));

    private void Find(Answer at, string message, string fix) =>
        findings.Add(new Finding(at.Check, at.Exercise, at.File, at.Line, message, fix));

    private void FindAt(string check, ExerciseSource exercise, string test, string message, string fix)
    {
        var (file, line) = locations.Of(test);
        findings.Add(new Finding(check, exercise.Id, file, line, message, fix));
    }

    private static string FolderOf(string file) => file[..file.LastIndexOf('/')];

    private static string Method(TestResult test) => TestLocations.Short(TestLocations.MethodOf(test.Test));

    private static string Name(TestResult test) =>
        Method(test) + test.Test[TestLocations.MethodOf(test.Test).Length..];

    private static string FirstLine(string message) => message.Length == 0 ? "it passed" : message.Split('\n')[0];
}
