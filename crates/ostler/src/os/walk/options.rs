/// The settings that every way to walk has.
macro_rules! settings {
    ($type:ident, $core:ident) => {
        impl<'a> $type<'a> {
            /// Whether a directory comes before its subdirectories (`topdown=True`, as it is unless set) or after them.
            ///
            /// Either way the list of a directory's entries is made before its subdirectories are visited.
            pub fn topdown(mut self, yes: bool) -> Self {
                self.$core.options.topdown = yes;
                self
            }

            /// Calls a function with the error of each directory that cannot be opened or read (`onerror=`), in place of
            /// making it an item.
            ///
            /// The walk goes on if the function returns `Ok`; an error it returns is the walk's last item.
            pub fn onerror(
                mut self,
                callback: impl FnMut($crate::Error) -> $crate::Result<()> + Send + 'a,
            ) -> Self {
                self.$core.handler = $crate::os::walk::trouble::Handler::Call(Box::new(callback));
                self
            }

            /// Leaves out without a word what cannot be opened or read: what the reference does unless told otherwise.
            pub fn ignore_errors(mut self) -> Self {
                self.$core.handler = $crate::os::walk::trouble::Handler::Ignore;
                self
            }

            /// Goes no deeper: 0 is the top directory alone, 1 its subdirectories too, and so on.
            pub fn max_depth(mut self, depth: usize) -> Self {
                self.$core.options.max_depth = depth;
                self
            }

            /// Asks before a subdirectory is visited: where the function says yes to the path, it is not. Its name is still among
            /// those of its parent.
            pub fn prune(mut self, skip: impl FnMut(&std::path::Path) -> bool + Send + 'a) -> Self {
                self.$core.prune = Some(Box::new(skip));
                self
            }
        }
    };
}
pub(super) use settings;
