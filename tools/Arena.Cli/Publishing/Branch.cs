namespace Arena.Cli.Publishing;

/// <summary>A branch that is made from <c>main</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="LeavesOut">Files and folders that it lacks.</param>
internal sealed record Branch(string Name, IReadOnlyList<string> LeavesOut)
{
    // They work for the repository of the kit alone. In a learner's own they would spend time on every push, and a
    // workflow's token may not push workflows.
    private static readonly string[] Automation = [".github/workflows", ".github/dependabot.yml"];

    /// <summary>For learners: everything but what an author has beside.</summary>
    public static Branch Skeleton { get; } = new("skeleton", ["solutions", .. Automation]);

    /// <summary>For instructors, and to compare with afterwards.</summary>
    public static Branch Solutions { get; } = new("solutions", Automation);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Branch> All { get; } = [Skeleton, Solutions];

    /// <summary>The page that visitors see first.</summary>
    /// <param name="readme">The page on <c>main</c>.</param>
    /// <param name="address">From where to clone.</param>
    public string Readme(string readme, string address) => this == Skeleton
        ? MarkedPage.Replace(MarkedPage.Replace(readme, "front", SkeletonFront(address)), "with solutions", "")
        : MarkedPage.Replace(readme, "front", SolutionsFront(address));

    private static string SkeletonFront(string address) =>
        $"""
        > **This branch is for learners.** It has every exercise with its tests, and no solution, not even in its history.
        > This gets it, and nothing else:
        >
        > ```
        > git clone --branch skeleton --single-branch {address}
        > ```
        >
        > The solutions are in the branch `solutions`, for when you have your own. Changes to the kit itself start from the
        > branch `main`: this one is made from it, so nothing is committed here. Your answers belong in a repository of your
        > own; `./arena doctor` says whether they would go there.
        """;

    private static string SolutionsFront(string address) =>
        $"""
        > **Spoilers: this branch has the solutions**, in `solutions/`, for instructors and for comparing with your own. To
        > learn, take the branch `skeleton`, which has none:
        >
        > ```
        > git clone --branch skeleton --single-branch {address}
        > ```
        >
        > This branch is made from `main`, so nothing is committed here: changes start from there.
        """;
}
