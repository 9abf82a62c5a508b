namespace Arena.Fundamentals;

public static class Outer
{
    public static class Inner
    {
        [Exercise("0.0.1", "Deep inside")]
        public static int Depth() => 2;

        public sealed class Innermost<T>
        {
            [Exercise("0.0.2", "Deeper inside")]
            public int Depth(T value)
            {
                return 3;
            }
        }
    }
}
