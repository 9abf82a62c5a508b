using Arena.Skeleton;
using Arena.Verify.Sources;

namespace Arena.Verify.Mutation;

/// <summary>A mutant that an author says is no mistake.</summary>
/// <param name="Exercise">The exercise's id.</param>
/// <param name="Before">The changed lines as they are.</param>
/// <param name="After">The same lines after the change.</param>
/// <param name="Reason">Why no test can tell them apart.</param>
/// <param name="Line">The line of the declaration, from 1.</param>
internal sealed record Declared(string Exercise, string Before, string After, string Reason, int Line)
{
    /// <summary>Whether it speaks of a mutant.</summary>
    public bool Means(Mutant mutant) =>
        mutant.Exercise == Exercise && mutant.Before == Before && mutant.After == After;

    /// <summary>A test fails with it, so it is a mistake.</summary>
    public Finding Killed() => Find(
        $"\"{After}\" is declared equivalent to \"{Before}\", but a test fails with it.", "Take the declaration out.");

    /// <summary>The solution has changed since.</summary>
    public Finding Obsolete() => Find(
        $"\"{After}\" instead of \"{Before}\" no longer is a mutant of {Exercise}.", "Take the declaration out.");

    /// <summary>No such exercise.</summary>
    public Finding Unknown() => Find(
        $"There is no exercise {Exercise}.", "Correct its number or take the declaration out.");

    private Finding Find(string message, string fix) =>
        new("mutant", Exercise, EquivalentMutants.FileName, Line, message, fix);
}

/// <summary>
/// The mutants that are declared to be no mistakes. Each is a block of lines: the exercise's id, the code before (-)
/// and after (+) the change, and the reason (=); blank lines stand between them, # begins a comment.
/// </summary>
internal sealed class EquivalentMutants
{
    /// <summary>The file, from the kit's root.</summary>
    public const string FileName = "solutions/equivalent-mutants.txt";

    private const string Form = "A declaration is the exercise's number, a line with -, one with +, one with =, "
        + "each sign followed by a space, and blank lines around it.";

    private readonly List<Declared> declared = [];
    private readonly List<Finding> problems = [];

    private EquivalentMutants() { }

    /// <summary>No declarations.</summary>
    public static EquivalentMutants None { get; } = new();

    /// <summary>What is declared.</summary>
    public IReadOnlyList<Declared> Declared => declared;

    /// <summary>What could not be read.</summary>
    public IReadOnlyList<Finding> Problems => problems;

    /// <summary>Reads a kit's declarations; none when it has no such file.</summary>
    public static EquivalentMutants Read(Workspace workspace)
    {
        var path = Path.Combine(workspace.Root, FileName);
        return File.Exists(path) ? Parse(File.ReadAllText(path)) : None;
    }

    /// <summary>Reads declarations.</summary>
    public static EquivalentMutants Parse(string text)
    {
        var read = new EquivalentMutants();
        var block = new List<(int Number, string Text)>();
        foreach (var (index, line) in LineEndings.Normalise(text).Split('\n').Append("").Index())
        {
            if (line.StartsWith('#')) continue;
            if (!string.IsNullOrWhiteSpace(line))
                block.Add((index + 1, line.Trim()));
            else if (block.Count > 0)
            {
                read.Add(block);
                block.Clear();
            }
        }
        return read;
    }

    /// <summary>The declaration of a mutant; null when there is none.</summary>
    public Declared? Find(Mutant mutant) => declared.Find(x => x.Means(mutant));

    /// <summary>The declarations that mean no mutant.</summary>
    /// <param name="chapters">All chapters.</param>
    /// <param name="chosen">The exercises whose declarations are examined.</param>
    public IEnumerable<Finding> WithoutMutant(IReadOnlyList<ChapterSource> chapters, IReadOnlySet<string> chosen)
    {
        var known = chapters.SelectMany(x => x.Exercises).Select(x => x.Id).ToHashSet();
        var unknown = declared.Where(x => !known.Contains(x.Exercise)).Select(x => x.Unknown());
        return unknown.Concat(chapters.SelectMany(x => Obsolete(x, chosen))).OrderBy(x => x.Line);
    }

    /// <summary>A mutant as a declaration whose reason is still to be written.</summary>
    public static string Format(Mutant mutant) =>
        $"{mutant.Exercise}\n- {mutant.Before}\n+ {mutant.After}\n= ";

    private IEnumerable<Finding> Obsolete(ChapterSource chapter, IReadOnlySet<string> chosen)
    {
        var exercises = chapter.Exercises
            .Where(x => chosen.Contains(x.Id) && declared.Exists(y => y.Exercise == x.Id))
            .ToList();
        if (exercises.Count == 0) return [];
        var compiler = new MutantCompiler(chapter);
        return exercises.SelectMany(exercise =>
        {
            var mutants = Mutator.Of(chapter, exercise);
            return declared
                .Where(x => x.Exercise == exercise.Id)
                .Where(x => !mutants.Any(mutant => x.Means(mutant) && compiler.Compile(mutant) is not null))
                .Select(x => x.Obsolete());
        });
    }

    private void Add(IReadOnlyList<(int Number, string Text)> block)
    {
        var (number, exercise) = block[0];
        if (ExerciseNumber.Parse(exercise) is null)
        {
            Refuse(number, null, $"\"{exercise}\" is no exercise's number.", Form);
            return;
        }

        var signs = string.Concat(block.Skip(1).Select(x => x.Text[0]));
        var wrong = block.Skip(1).Zip(signs.Prepend('-')).FirstOrDefault(x => !Follows(x.First.Text, x.Second));
        if (wrong.First.Text is not null)
            Refuse(wrong.First.Number, exercise, $"\"{wrong.First.Text}\" has no place here.", Form);
        else if (!signs.Contains('-') || !signs.Contains('+'))
            Refuse(number, exercise, "The declaration does not say the change.", Form);
        else if (Joined(block, '=') is not { Length: > 0 } reason)
            Refuse(number, exercise, "The declaration has no reason.", "Say after = why no test can tell them apart.");
        else if (declared.Exists(x => x.Exercise == exercise && x.Before == Joined(block, '-')
            && x.After == Joined(block, '+')))
            Refuse(number, exercise, "The mutant is declared twice.", "Take one of the declarations out.");
        else
            declared.Add(new Declared(exercise, Joined(block, '-'), Joined(block, '+'), reason, number));
    }

    // First all of -, then all of +, then all of =.
    private static bool Follows(string line, char before)
    {
        const string Order = "-+=";
        var hasGap = line.Length == 1 || line[1] == ' ';
        var at = Order.IndexOf(line[0]);
        return hasGap && at >= 0 && at - Order.IndexOf(before) is 0 or 1;
    }

    private void Refuse(int line, string? exercise, string message, string fix) =>
        problems.Add(new Finding("mutant", exercise, FileName, line, message, fix));

    private static string Joined(IEnumerable<(int Number, string Text)> block, char sign) =>
        string.Join(' ', block.Skip(1).Where(x => x.Text[0] == sign).Select(x => x.Text[1..].Trim())
            .Where(x => x.Length > 0));
}
