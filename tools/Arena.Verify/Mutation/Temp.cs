using Arena.Verify.Sources;
namespace Arena.Verify.Mutation;
internal static class Mutator { public static IReadOnlyList<Mutant> Of(ChapterSource chapter, ExerciseSource exercise) => []; }
internal sealed class MutantCompiler(ChapterSource chapter) { public byte[]? Compile(Mutant m) => chapter is null ? [] : null; }
internal sealed record Declared { public Finding Killed() => null!; }
internal sealed class EquivalentMutants { public const string FileName = "solutions/equivalent-mutants.txt"; public static EquivalentMutants Read(Workspace w) => new(); public IReadOnlyList<Finding> Problems => [];
 public Declared? Find(Mutant m) => null; public static string Format(Mutant m) => ""; }
