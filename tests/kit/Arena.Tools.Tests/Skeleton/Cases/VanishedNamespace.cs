using Arena.Fundamentals.Reference;

namespace Arena.Fundamentals.Reference
{
    [SolutionOnly]
    internal static class Answers
    {
        public const int Everything = 42;
    }
}

namespace Arena.Fundamentals
{
    public static class Question
    {
        [Exercise("0.0.1", "Everything")]
        public static int Answer() => Answers.Everything;
    }
}
